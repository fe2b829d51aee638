package org.svpc.parse;

import org.svpc.grammar.SvpTokens;

/**
 * The words with a meaning of their own, as SvpTokens.g4 lists them. Written down once more, for a
 * question to the class that ANTLR generates has it read its tables, which takes a tenth of a small
 * build; a test holds the two together.
 */
final class ReservedWords {
  private ReservedWords() {}

  /** The type of a word; 0 where it is none. */
  static int type(String word) {
    return switch (word) {
      case "module" -> SvpTokens.MODULE;
      case "library" -> SvpTokens.LIBRARY;
      case "use" -> SvpTokens.USE;
      case "type" -> SvpTokens.TYPE;
      case "domain" -> SvpTokens.DOMAIN;
      case "typealias" -> SvpTokens.TYPEALIAS;
      case "attribute" -> SvpTokens.ATTRIBUTE;
      case "attribute_role" -> SvpTokens.ATTRIBUTE_ROLE;
      case "role" -> SvpTokens.ROLE;
      case "boolean" -> SvpTokens.BOOLEAN;
      case "bool" -> SvpTokens.BOOL;
      case "extern" -> SvpTokens.EXTERN;
      case "require" -> SvpTokens.REQUIRE;
      case "user" -> SvpTokens.USER;
      case "customizable" -> SvpTokens.CUSTOMIZABLE;
      case "allow" -> SvpTokens.ALLOW;
      case "auditallow" -> SvpTokens.AUDITALLOW;
      case "dontaudit" -> SvpTokens.DONTAUDIT;
      case "neverallow" -> SvpTokens.NEVERALLOW;
      case "allowxperm" -> SvpTokens.ALLOWXPERM;
      case "auditallowxperm" -> SvpTokens.AUDITALLOWXPERM;
      case "dontauditxperm" -> SvpTokens.DONTAUDITXPERM;
      case "neverallowxperm" -> SvpTokens.NEVERALLOWXPERM;
      case "type_transition" -> SvpTokens.TYPE_TRANSITION;
      case "type_change" -> SvpTokens.TYPE_CHANGE;
      case "type_member" -> SvpTokens.TYPE_MEMBER;
      case "range_transition" -> SvpTokens.RANGE_TRANSITION;
      case "typeattribute" -> SvpTokens.TYPEATTRIBUTE;
      case "roleattribute" -> SvpTokens.ROLEATTRIBUTE;
      case "role_transition" -> SvpTokens.ROLE_TRANSITION;
      case "expandattribute" -> SvpTokens.EXPANDATTRIBUTE;
      case "typebounds" -> SvpTokens.TYPEBOUNDS;
      case "permissive" -> SvpTokens.PERMISSIVE;
      case "labels" -> SvpTokens.LABELS;
      case "if" -> SvpTokens.IF;
      case "else" -> SvpTokens.ELSE;
      case "optional" -> SvpTokens.OPTIONAL;
      case "ifdef" -> SvpTokens.IFDEF;
      case "extend" -> SvpTokens.EXTEND;
      case "assert" -> SvpTokens.ASSERT;
      case "test" -> SvpTokens.TEST;
      case "deprecated" -> SvpTokens.DEPRECATED;
      case "interface" -> SvpTokens.INTERFACE;
      case "template" -> SvpTokens.TEMPLATE;
      case "with" -> SvpTokens.WITH;
      case "alias" -> SvpTokens.ALIAS;
      case "is" -> SvpTokens.IS;
      case "true" -> SvpTokens.TRUE;
      case "false" -> SvpTokens.FALSE;
      case "class" -> SvpTokens.CLASS;
      case "roles" -> SvpTokens.ROLES;
      case "level" -> SvpTokens.LEVEL;
      case "range" -> SvpTokens.RANGE;
      case "types" -> SvpTokens.TYPES;
      case "domains" -> SvpTokens.DOMAINS;
      case "given" -> SvpTokens.GIVEN;
      case "path" -> SvpTokens.PATH;
      case "tree" -> SvpTokens.TREE;
      case "regex" -> SvpTokens.REGEX;
      case "any" -> SvpTokens.ANY;
      case "file" -> SvpTokens.FILE;
      case "dir" -> SvpTokens.DIR;
      case "lnk_file" -> SvpTokens.LNK_FILE;
      case "chr_file" -> SvpTokens.CHR_FILE;
      case "blk_file" -> SvpTokens.BLK_FILE;
      case "sock_file" -> SvpTokens.SOCK_FILE;
      case "fifo_file" -> SvpTokens.FIFO_FILE;
      case "new_type" -> SvpTokens.NEW_TYPE;
      case "classes" -> SvpTokens.CLASSES;
      case "permissions" -> SvpTokens.PERMISSIONS;
      case "stem" -> SvpTokens.STEM;
      case "file_name" -> SvpTokens.FILE_NAME;
      case "string" -> SvpTokens.STRING_KIND;
      case "sensitivity" -> SvpTokens.SENSITIVITY;
      case "category" -> SvpTokens.CATEGORY_KIND;
      case "caller" -> SvpTokens.CALLER;
      case "process" -> SvpTokens.PROCESS;
      case "object" -> SvpTokens.OBJECT;
      case "label_of" -> SvpTokens.LABEL_OF;
      case "can" -> SvpTokens.CAN;
      case "cannot" -> SvpTokens.CANNOT;
      case "starts" -> SvpTokens.STARTS;
      case "creates" -> SvpTokens.CREATES;
      case "in" -> SvpTokens.IN;
      case "as" -> SvpTokens.AS;
      case "mcs_constrained" -> SvpTokens.MCS_CONSTRAINED;
      case "no" -> SvpTokens.NO;
      case "flow" -> SvpTokens.FLOW;
      case "weight" -> SvpTokens.WEIGHT;
      case "except" -> SvpTokens.EXCEPT;
      case "only" -> SvpTokens.ONLY;
      case "through" -> SvpTokens.THROUGH;
      case "when" -> SvpTokens.WHEN;
      default -> 0;
    };
  }
}
