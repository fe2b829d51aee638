package org.svpc.diagnostic;

import org.jspecify.annotations.Nullable;

/**
 * Every code a diagnostic can bear. Each has a page {@code docs/diagnostics/CODE.md} (what it
 * means, a bad and a good example, why) and a golden file with the exact text that a user sees.
 *
 * <p>Ranges: 00xx reading and syntax, 01xx names and kinds, 02xx plain policy, 03xx statements and
 * their places, 04xx interfaces and templates, 05xx file contexts, 06xx what isolates, 07xx target
 * and headers, 08xx tools and linking, 09xx files and the system, 10xx what must hold of the linked
 * policy, 11xx domains of libvirt, 12xx the project file, 13xx plans of labels.
 */
public enum Code {
  // 00xx: reading and syntax
  SYNTAX("SVP0001", Severity.ERROR, "Syntax"),
  UNREADABLE_TEXT("SVP0002", Severity.ERROR, "Text that is not UTF-8 or holds control characters"),
  TOO_DEEP("SVP0003", Severity.ERROR, "Nesting too deep"),
  TOO_LARGE("SVP0004", Severity.ERROR, "Source too large"),
  DANGLING_DOC("SVP0005", Severity.WARNING, "Documentation that belongs to nothing"),
  RESERVED_NAME("SVP0006", Severity.ERROR, "Name that checkpolicy reserves"),
  MODULE_HEADER("SVP0007", Severity.ERROR, "Module header"),

  // 01xx: names and kinds
  UNKNOWN_NAME("SVP0101", Severity.ERROR, "Unknown name"),
  WRONG_KIND("SVP0102", Severity.ERROR, "Name of another kind"),
  DUPLICATE_DECLARATION("SVP0103", Severity.ERROR, "Declared twice"),
  UNKNOWN_CLASS("SVP0104", Severity.ERROR, "Unknown class"),
  UNKNOWN_PERMISSION("SVP0105", Severity.ERROR, "Permission that the class lacks"),
  UNKNOWN_SET("SVP0106", Severity.ERROR, "Unknown permission or class set"),
  OUT_OF_SCOPE("SVP0107", Severity.ERROR, "Declared in an optional and used outside"),
  UNKNOWN_LEVEL("SVP0108", Severity.ERROR, "Level that the target lacks"),
  UNUSED_BOOLEAN("SVP0109", Severity.WARNING, "Boolean that gates nothing"),
  PERMISSION_SET_OF_OTHER_CLASS("SVP0110", Severity.WARNING, "Permission set of another class"),
  RANGE_ORDER("SVP0111", Severity.ERROR, "Level or range that runs backwards"),

  // 02xx: plain policy
  PLAIN_SYNTAX("SVP0201", Severity.ERROR, "Syntax of plain policy"),
  PLAIN_UNSUPPORTED("SVP0202", Severity.ERROR, "Plain policy that svpc does not carry"),
  PLAIN_FILE_CONTEXT("SVP0203", Severity.ERROR, "Line of a plain .fc file"),
  REFPOLICY_SYNTAX("SVP0204", Severity.ERROR, "Syntax of refpolicy's sources"),
  REFPOLICY_UNSUPPORTED("SVP0205", Severity.ERROR, "Macros that SVP has no words for"),
  IMPORT_NOTED("SVP0206", Severity.NOTE, "What an import leaves out since m4 drops it"),
  IMPORT_LEFT_OUT("SVP0207", Severity.WARNING, "What an import left out"),
  IMPORT_UNDECLARED("SVP0208", Severity.WARNING, "Imported name that nothing declares"),

  // 03xx: statements and their places
  NOT_IN_CONDITIONAL("SVP0301", Severity.ERROR, "Statement that may not stand under if"),
  NOT_IN_MODULE("SVP0302", Severity.ERROR, "Statement that a module may not hold"),
  OPTIONAL_ELSE("SVP0303", Severity.ERROR, "else of optional"),
  PERMISSIVE_UNANNOUNCED("SVP0304", Severity.ERROR, "permissive without the word in the header"),
  REPLACES_UPSTREAM("SVP0305", Severity.ERROR, "Module that would replace one of the target"),
  THIS_OUTSIDE_BLOCK("SVP0306", Severity.ERROR, "this outside of a block"),
  NOT_ALLOWED_HERE("SVP0307", Severity.ERROR, "Statement in the wrong place"),
  EMPTY_SET("SVP0308", Severity.ERROR, "Empty set"),
  COMPLEMENT_OF_TYPES("SVP0309", Severity.ERROR, "* or ~ on the types of an allow rule"),
  REPLACEMENT_NOTED("SVP0310", Severity.NOTE, "Module replaces one of the target"),
  PERMISSIVE_NOTED("SVP0311", Severity.NOTE, "Domain is permissive"),
  OUTLIVES_OPTIONAL("SVP0312", Severity.WARNING, "Statement that outlives its optional"),

  // 04xx: interfaces and templates
  UNKNOWN_INTERFACE("SVP0401", Severity.ERROR, "Unknown interface or template"),
  ARGUMENT_COUNT("SVP0402", Severity.ERROR, "Wrong number of arguments"),
  ARGUMENT_KIND("SVP0403", Severity.ERROR, "Argument of another kind"),
  RECURSIVE_CALL("SVP0404", Severity.ERROR, "Interface that calls itself"),
  DEPRECATED_CALL("SVP0405", Severity.WARNING, "Call of a deprecated interface"),
  UNKNOWN_LIBRARY("SVP0406", Severity.ERROR, "Unknown library"),
  EXPANSION_TOO_LARGE("SVP0407", Severity.ERROR, "Expansion too large"),
  AMBIGUOUS_MEMBERSHIP("SVP0408", Severity.ERROR, "Name after is that means two things"),
  DOC_OF_UNKNOWN_PARAMETER("SVP0409", Severity.WARNING, "Documentation of a missing parameter"),
  INTERFACE_NAME("SVP0410", Severity.ERROR, "Name that no interface can bear"),
  UNREADABLE_INTERFACE("SVP0411", Severity.ERROR, "Interface of the headers that cannot be read"),
  NEEDS_OPTIONAL_MODULE("SVP0412", Severity.WARNING, "Call that needs a module not always there"),
  NOT_REQUIRED("SVP0413", Severity.ERROR, "Name that an interface leaves to its callers"),

  // 05xx: file contexts
  BAD_REGEX("SVP0501", Severity.ERROR, "Regular expression"),
  UNESCAPED_DOT("SVP0502", Severity.WARNING, "Dot that matches any character"),
  CONFLICTING_CONTEXT("SVP0503", Severity.ERROR, "Two labels for the same paths"),
  DUPLICATE_CONTEXT("SVP0504", Severity.WARNING, "The same label twice"),
  BAD_PATH("SVP0505", Severity.ERROR, "Path literal"),
  LEVEL_OF_IMAGE("SVP0506", Severity.WARNING, "Categories in the label of images"),

  // 06xx: what isolates
  ISOLATION_IN_OPTIONAL("SVP0601", Severity.WARNING, "Isolation that may vanish"),
  EMPTY_XPERM("SVP0602", Severity.ERROR, "Extended permissions that would vanish"),
  UNCONSTRAINED_GUEST("SVP0603", Severity.ERROR, "Guest whose categories keep it from nothing"),
  IMAGE_NOT_LABELLED("SVP0604", Severity.WARNING, "Image type that libvirt cannot label"),
  NO_GUEST_IMAGE("SVP0605", Severity.WARNING, "Guest without what libvirt labels for it"),
  GUEST_NOT_STARTED("SVP0606", Severity.WARNING, "Guest that libvirt cannot start"),
  WRITE_AND_EXECUTE("SVP0607", Severity.WARNING, "Guest that executes what it writes"),
  BOOLEAN_ON("SVP0608", Severity.WARNING, "Boolean that opens guests from the start"),
  UNCONFINED_GUEST("SVP0609", Severity.WARNING, "Unconfined guest"),
  RAW_STORAGE("SVP0610", Severity.WARNING, "Guest with the disks of the host"),
  GUEST_CAPABILITY("SVP0611", Severity.WARNING, "Guest with a capability of the host"),
  WITHOUT_CATEGORIES("SVP0612", Severity.WARNING, "Guest with files that bear no categories"),
  SHARED_IMAGE_WRITE("SVP0613", Severity.WARNING, "Guest that changes what others read"),
  BETWEEN_GUESTS("SVP0614", Severity.WARNING, "Access between guests that nothing constrains"),
  GUEST_PROGRAM("SVP0615", Severity.WARNING, "Guest that other programs than QEMU start"),
  GUEST_RELABELS("SVP0616", Severity.WARNING, "Guest that gives labels"),
  GUEST_LEAVES("SVP0617", Severity.WARNING, "Way out of a guest"),
  ALL_GUESTS("SVP0618", Severity.WARNING, "Rule on all guests of the host"),
  HIDDEN_IMAGE_WRITE("SVP0619", Severity.WARNING, "Hidden attempts to write to images"),

  // 07xx: target and headers
  TARGET_UNREADABLE("SVP0701", Severity.ERROR, "Target that cannot be read"),
  TARGET_MALFORMED("SVP0702", Severity.ERROR, "Headers that cannot be understood"),
  DEFINED_TWICE("SVP0703", Severity.WARNING, "Interface that the headers define twice"),

  // 08xx: tools and linking
  TOOL_MISSING("SVP0801", Severity.WARNING, "Tool that is not installed"),
  TOOL_REQUIRED("SVP0802", Severity.ERROR, "Tool that is needed and not installed"),
  TOOL_FAILED("SVP0803", Severity.ERROR, "Tool that could not do its work"),
  REFUSED_BY_CHECKMODULE("SVP0804", Severity.ERROR, "Statement that checkmodule refuses"),
  WARNING_OF_CHECKMODULE("SVP0805", Severity.WARNING, "Warning of checkmodule"),
  MODULE_VERSION("SVP0806", Severity.ERROR, "Module version"),
  LINK_INPUT("SVP0810", Severity.ERROR, "Input that cannot be linked"),
  LINK_BASE("SVP0811", Severity.ERROR, "Base policy that cannot be used"),
  LINK_UNRESOLVED("SVP0812", Severity.ERROR, "Name that the linked policy lacks"),
  LINK_DUPLICATE("SVP0813", Severity.ERROR, "Declared by two modules"),
  LINK_NEVERALLOW("SVP0814", Severity.ERROR, "Rule that a neverallow forbids"),
  LINK_CONTEXT("SVP0815", Severity.ERROR, "File context that does not link"),
  LINK_FAILED("SVP0816", Severity.ERROR, "Policy that does not link"),
  SHADOWED_CONTEXT("SVP0817", Severity.WARNING, "File context that takes paths from another"),

  // 09xx: files and the system
  UNREADABLE_SOURCE("SVP0901", Severity.ERROR, "Source that cannot be read"),
  NO_SOURCES("SVP0902", Severity.ERROR, "Nothing to compile"),
  UNWRITABLE_OUTPUT("SVP0903", Severity.ERROR, "Output that cannot be written"),

  // 10xx: what must hold of the linked policy
  TEST_FAILED("SVP1001", Severity.ERROR, "Test that does not hold"),
  UNDECIDED("SVP1002", Severity.ERROR, "Test or assertion that cannot be judged"),
  ASSERTION_FAILED("SVP1003", Severity.ERROR, "Assertion that does not hold"),
  NEVERALLOW_BROKEN("SVP1004", Severity.ERROR, "neverallow that the policy breaks"),
  KERNEL_DISAGREES("SVP1005", Severity.ERROR, "Decision on which a kernel and svpc disagree"),

  // 11xx: domains of libvirt
  DOMAIN_XML("SVP1101", Severity.ERROR, "XML that cannot be read"),
  DOMAIN_XML_REFUSED("SVP1102", Severity.ERROR, "XML that svpc refuses"),
  NOT_A_GUEST("SVP1103", Severity.ERROR, "XML that is no guest under sVirt"),
  UNKNOWN_DEVICE("SVP1104", Severity.WARNING, "Part of a domain that is not known"),
  ACCESS_NOT_KNOWN("SVP1105", Severity.WARNING, "Access that the XML does not tell"),
  IMAGE_RELABELLED("SVP1106", Severity.WARNING, "Own image type that libvirt replaces"),
  STATIC_LABEL("SVP1107", Severity.WARNING, "Static label that keeps nobody apart"),
  SHAREABLE_DISK("SVP1108", Severity.WARNING, "Disk that every guest may reach"),
  NOT_CONFINED("SVP1109", Severity.WARNING, "Guest that libvirt does not confine"),
  DOMAIN_LABEL("SVP1110", Severity.WARNING, "Label in the XML that does not fit"),
  NOT_COVERED("SVP1111", Severity.ERROR, "Access of a guest that the policy lacks"),
  PATH_NOT_LABELLED("SVP1112", Severity.WARNING, "Path that no file context can hold"),

  // 12xx: the project file
  PROJECT_SYNTAX("SVP1201", Severity.ERROR, "Syntax of the project file"),
  PROJECT_KEY("SVP1202", Severity.ERROR, "Key that the project file does not know"),
  PROJECT_VALUE("SVP1203", Severity.ERROR, "Value that the project file cannot have"),
  HEADERS_CHANGED("SVP1204", Severity.ERROR, "Headers that are not those pinned"),
  SUPPRESSION_UNUSED("SVP1205", Severity.WARNING, "Suppression that suppresses nothing"),

  // 13xx: plans of labels
  PLAN_SYNTAX("SVP1301", Severity.ERROR, "Syntax of a plan of labels"),
  PLAN_NAME("SVP1302", Severity.ERROR, "Name in a plan of labels"),
  PLAN_LABEL("SVP1303", Severity.ERROR, "Label that does not keep guests apart"),
  PLAN_DAEMON("SVP1304", Severity.ERROR, "Group whose categories libvirt may draw"),
  PLAN_FULL("SVP1305", Severity.ERROR, "More guests than labels"),
  PLAN_DRAWN("SVP1306", Severity.WARNING, "Label that libvirt may draw as well"),
  PLAN_NOT_KEPT("SVP1307", Severity.ERROR, "Plan that the policy does not keep");

  private final String id;
  private final Severity severity;
  private final String title;

  Code(String id, Severity severity, String title) {
    this.id = id;
    this.severity = severity;
    this.title = title;
  }

  /** The code of a name, or null. */
  public static @Nullable Code of(String id) {
    for (Code code : values()) {
      if (code.id.equals(id)) {
        return code;
      }
    }
    return null;
  }

  /** The stable name, {@code SVP0101}. */
  public String id() {
    return id;
  }

  public Severity severity() {
    return severity;
  }

  /** A few words for lists and reports. */
  public String title() {
    return title;
  }
}
