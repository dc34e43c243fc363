package io.github.databasemigration.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.contrastsecurity.sarif.SarifSchema210;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.Severity;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The files for other programs. */
class FilesTest {
    private static final String ODD = "V2__a b.sql";

    private final List<Finding> findings = List.of(
            finding("PG-IDX-01", Severity.ERROR, "V1__t.sql", Optional.of(3), Optional.empty()),
            finding("PG-TBL-01", Severity.ERROR, ODD, Optional.of(1), Optional.of("nobody reads <it> & \u0007")),
            finding("PG-IDX-06", Severity.INFO, ODD, Optional.empty(), Optional.empty()));

    @Test
    void sarifIsAsItsSchemaSays() throws Exception {
        JsonNode document = Json.mapper().readTree(Sarif.document(findings, "1.0"));

        try (InputStream schema = SarifSchema210.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                            .getSchema(Json.mapper().readTree(schema))
                            .validate(document))
                    .isEmpty();
        }
        assertThat(document.at("/runs/0/results")).hasSize(3);
        assertThat(document.at("/runs/0/results/0/locations/0/physicalLocation/region/startLine")
                        .asInt())
                .isEqualTo(3);
        assertThat(document.at("/runs/0/results/1/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("db/V2__a%20b.sql");
        assertThat(document.at("/runs/0/results/1/suppressions/0/justification").asText())
                .startsWith("nobody reads");
        assertThat(document.at("/runs/0/tool/driver/rules")).hasSize(3);
    }

    @Test
    void junitHasATestForEachMigration() throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        JunitXml.document("production", List.of("V1__t.sql", ODD, "V3__u.sql"), findings)
                                .getBytes(StandardCharsets.UTF_8)));

        Element suite = document.getDocumentElement();
        assertThat(suite.getTagName()).isEqualTo("testsuite");
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(3);
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("type")).isEqualTo("PG-IDX-01");
        assertThat(suite.getElementsByTagName("system-out").item(0).getTextContent())
                .contains("Allowed: nobody reads <it> & ?");
    }

    private static Finding finding(
            String rule, Severity severity, String script, Optional<Integer> line, Optional<String> allowed) {
        return new Finding(
                rule, severity, script, Optional.of("db/" + script), 1, line, "It waits.", "wait", allowed, false);
    }
}
