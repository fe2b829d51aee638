package org.svpc.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.testing.Golden;

/** The reports for machines keep to their schemas. */
final class MachineReportTest {
  private static final Golden GOLDEN = Golden.in("report/machine");

  @Test
  void jsonOfAllKindsOfDiagnostics() {
    GOLDEN.check("all.json", json(Samples.all()));
  }

  @Test
  void sarifOfAllKindsOfDiagnostics() {
    GOLDEN.check(
        "all.sarif",
        sarif(Samples.all()).replaceAll("\"(text|markdown)\": \"# .*\"", "\"$1\": PAGE"));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void jsonKeepsToItsSchema(List<Diagnostic> diagnostics) throws IOException {
    assertThat(complaints(jsonSchema(), json(diagnostics))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("reports")
  void sarifKeepsToTheSchemaOfOasis(List<Diagnostic> diagnostics) throws IOException {
    assertThat(complaints(sarifSchema(), sarif(diagnostics))).isEmpty();
  }

  @Test
  void theSchemasTellWrongDocuments() throws IOException {
    String json = json(Samples.all());
    assertThat(complaints(jsonSchema(), json.replace("\"line\"", "\"row\""))).isNotEmpty();
    assertThat(complaints(jsonSchema(), json.replace("\"error\"", "\"fatal\""))).isNotEmpty();
    String sarif = sarif(Samples.all());
    assertThat(complaints(sarifSchema(), sarif.replace("startLine", "lineStart"))).isNotEmpty();
    assertThat(complaints(sarifSchema(), sarif.replace("2.1.0\",\n", "2.0.0\",\n"))).isNotEmpty();
  }

  @Test
  void sarifRulesAreThoseOfTheResults() {
    JsonObject run =
        JsonParser.parseString(sarif(Samples.all()))
            .getAsJsonObject()
            .getAsJsonArray("runs")
            .get(0)
            .getAsJsonObject();
    JsonArray rules = run.getAsJsonObject("tool").getAsJsonObject("driver").getAsJsonArray("rules");
    assertThat(rules).hasSize(5);
    for (var result : run.getAsJsonArray("results")) {
      int rule = result.getAsJsonObject().get("ruleIndex").getAsInt();
      assertThat(rules.get(rule).getAsJsonObject().get("id"))
          .isEqualTo(result.getAsJsonObject().get("ruleId"));
    }
  }

  @Test
  void sarifDoublesBracesInMessagesOnly() {
    Diagnostic diagnostic =
        Diagnostic.at(Code.SYNTAX, Samples.span(Samples.GUEST, "{ read"), "Found `{`.")
            .fix("Write `}`.", Samples.span(Samples.GUEST, "{ read"), "{ write")
            .build();
    assertThat(sarif(List.of(diagnostic)))
        .contains("\"Found `{{`.\"", "\"Write `}}`.\"", "\"{ write\"");
  }

  @ParameterizedTest
  @CsvSource({
    "a/b.svp, a/b.svp",
    "/a b/c.svp, file:///a%20b/c.svp",
    "a:b.svp, a%3Ab.svp",
    "ä%.svp, %C3%A4%25.svp",
    "-x, -x",
    "<stdin>, %3Cstdin%3E"
  })
  void pathsAreUris(String path, String uri) {
    assertThat(SarifReport.uri(path)).isEqualTo(uri);
  }

  private static Stream<List<Diagnostic>> reports() {
    return Stream.concat(Stream.of(List.of(), Samples.all()), Samples.all().stream().map(List::of));
  }

  private static String json(List<Diagnostic> diagnostics) {
    return new JsonReport("1.2.3").render(diagnostics);
  }

  private static String sarif(List<Diagnostic> diagnostics) {
    return new SarifReport("1.2.3").render(diagnostics);
  }

  private static List<String> complaints(JsonSchema schema, String document) {
    return schema.validate(document, InputFormat.JSON).stream()
        .map(message -> message.getMessage())
        .toList();
  }

  private static JsonSchema jsonSchema() throws IOException {
    Path file = Path.of(System.getProperty("svpc.basedir", ""), "docs/report.schema.json");
    return schema(VersionFlag.V202012, Files.readString(file));
  }

  private static JsonSchema sarifSchema() throws IOException {
    try (InputStream file =
        MachineReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      assertThat(file).as("the schema of SARIF on the class path").isNotNull();
      return schema(VersionFlag.V7, new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static JsonSchema schema(VersionFlag version, String text) {
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    return JsonSchemaFactory.getInstance(version).getSchema(text, InputFormat.JSON, config);
  }
}
