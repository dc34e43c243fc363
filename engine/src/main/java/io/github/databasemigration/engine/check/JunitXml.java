package io.github.databasemigration.engine.check;

import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.Severity;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Findings as JUnit XML, which every CI server shows: each migration is a test. It fails where a finding blocks, or is an
 * error that nobody allowed; other findings are in its output.
 */
public final class JunitXml {
    private JunitXml() {}

    /**
     * The document.
     *
     * @param subject what was checked
     * @param scripts those that were looked at; others that something was found in become tests, too
     */
    public static String document(String subject, List<String> scripts, List<Finding> findings) {
        List<String> tests = Stream.concat(scripts.stream(), findings.stream().map(Finding::script))
                .distinct()
                .toList();
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "migrate-database check " + subject);
            xml.writeAttribute("tests", String.valueOf(tests.size()));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute(
                    "failures",
                    String.valueOf(tests.stream()
                            .filter(script -> of(script, findings).stream().anyMatch(JunitXml::fails))
                            .count()));
            for (String script : tests) {
                test(xml, script, of(script, findings));
            }
            xml.writeEndElement();
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private static List<Finding> of(String script, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.script().equals(script))
                .toList();
    }

    private static boolean fails(Finding finding) {
        return finding.blocking()
                || finding.severity() == Severity.ERROR && finding.allowed().isEmpty();
    }

    private static void test(XMLStreamWriter xml, String script, List<Finding> findings) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "migrations");
        xml.writeAttribute("name", clean(script));
        xml.writeAttribute("time", "0");
        List<Finding> failing = findings.stream().filter(JunitXml::fails).toList();
        if (!failing.isEmpty()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", failing.get(0).rule());
            xml.writeAttribute("message", clean(failing.get(0).message()));
            xml.writeCharacters(clean(lines(failing)));
            xml.writeEndElement();
        }
        List<Finding> others =
                findings.stream().filter(finding -> !fails(finding)).toList();
        if (!others.isEmpty()) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(clean(lines(others)));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String lines(List<Finding> findings) {
        StringBuilder lines = new StringBuilder();
        findings.forEach(finding -> lines.append(finding.place())
                .append(' ')
                .append(finding.severity())
                .append(' ')
                .append(finding.rule())
                .append(": ")
                .append(finding.message())
                .append(finding.allowed()
                        .map(reason -> " Allowed: " + reason)
                        .orElse(" Instead: " + finding.instead() + "."))
                .append('\n'));
        return lines.toString();
    }

    /** XML 1.0 knows no control characters, not even escaped. */
    private static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]|[\\uFFFE\\uFFFF]", "?");
    }
}
