package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.verb.POST;

/** What Jenkins's hosting checker and its security scan ask of every plugin, and what its serialisation needs. */
class PluginRulesTest {
    private static final Path CLASSES = Path.of("target/classes/io/jenkins/plugins/databasemigration");

    /** What a plugin of this time does not use: the old servlets and annotations, deprecated request types, a shell. */
    private static final Pattern FORBIDDEN = Pattern.compile("javax/(servlet|inject|annotation|xml/bind)/"
            + "|org/acegisecurity/|org/kohsuke/stapler/Stapler(Request|Response);|org/apache/commons/lang/"
            + "|groovy/lang/GroovyShell|java/lang/Runtime;?.{0,9}exec");

    @Test
    void noClassUsesWhatIsForbidden() throws IOException {
        for (Path file : files(".class")) {
            String constants = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertThat(FORBIDDEN.matcher(constants).results().map(found -> found.group()))
                    .as(file.toString())
                    .isEmpty();
        }
    }

    @Test
    void formsAreAnsweredToPostsOnly() throws IOException {
        List<Method> methods = new ArrayList<>();
        WebMethods.classes()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.getName().matches("do(Fill|Check|Validate|Test)[A-Z].*"))
                .forEach(methods::add);

        assertThat(methods).isNotEmpty().allSatisfy(method -> assertThat(method.isAnnotationPresent(POST.class))
                .as(method.toString())
                .isTrue());
    }

    /** Jenkins writes records to its files and cannot read them again. */
    @Test
    void nothingThatIsKeptIsARecord() throws IOException {
        assertThat(WebMethods.classes().filter(Class::isRecord)).noneMatch(Serializable.class::isAssignableFrom);
    }

    @Test
    void viewsEscapeEverythingAndBringNoScriptOrStyleOfTheirOwn() throws IOException {
        for (Path file : files(".jelly")) {
            String view = Files.readString(file);
            assertThat(view).as(file.toString()).startsWith("<?jelly escape-by-default='true'?>");
            assertThat(view)
                    .as(file.toString())
                    .doesNotContain("<j:out", "<script", "<style")
                    .doesNotContainPattern("\\s(style|on[a-z]+)=");
        }
    }

    /**
     * Only what is included from a view looks for classes in this plugin; in the view itself Jenkins looks where none of them
     * is. Tests that share their classes with Jenkins do not notice.
     */
    @Test
    void noPageNamesAClassWhereJenkinsWouldNotFindIt() throws IOException {
        List<Path> pages = files("index.jelly");
        assertThat(pages)
                .isNotEmpty()
                .allSatisfy(page -> assertThat(page).content().doesNotContainPattern("<st:include [^>]*class=\"io\\."));
    }

    /** As far as this baseline of Jenkins allows: see docs/hosting.md. */
    @Test
    void theProjectIsWhatHostingAsksFor() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains(
                        "<groupId>io.jenkins.plugins</groupId>",
                        "<name>MIT License</name>",
                        "<tag>${scmTag}</tag>",
                        "<hpi.strictBundledArtifacts>true</hpi.strictBundledArtifacts>",
                        "<ban-commons-lang-2.skip>false</ban-commons-lang-2.skip>",
                        "<ban-deprecated-stapler.skip>false</ban-deprecated-stapler.skip>",
                        "<ban-junit4-imports.skip>false</ban-junit4-imports.skip>",
                        "<banObsoleteDependencyOverrides.skip>false</banObsoleteDependencyOverrides.skip>")
                .doesNotContain("<developers>", "java.level", "http://repo");
        Path root = Path.of("..");
        assertThat(Files.readString(root.resolve(".github/CODEOWNERS")))
                .startsWith("* @jenkinsci/database-migration-plugin-developers");
        assertThat(Files.readAllLines(root.resolve(".gitignore"))).contains("target/", "work/");
        assertThat(root.resolve(".github/dependabot.yml")).isRegularFile();
        assertThat(root.resolve(".github/workflows/jenkins-security-scan.yml"))
                .content()
                .contains("jenkins-security-scan.yaml@v2");
        assertThat(Path.of("src/main/resources/index.jelly")).content().contains("<div>");
    }

    private static List<Path> files(String end) throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.filter(file -> file.toString().endsWith(end)).toList();
        }
    }
}
