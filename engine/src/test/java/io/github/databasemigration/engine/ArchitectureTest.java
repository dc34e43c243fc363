package io.github.databasemigration.engine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The boundaries that keep the engine a library: what it may not do to its host, and which package may know which. */
@AnalyzeClasses(packagesOf = ArchitectureTest.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ENGINE = ArchitectureTest.class.getPackageName();

    /** Each row may use its own packages and the rows above, never a row below. */
    private static final List<List<String>> LAYERS = List.of(
            List.of("fault", "secret", "cancel", "json"),
            List.of("age", "event", "plan"),
            List.of("process"),
            List.of("configuration"),
            List.of("platform"),
            List.of("tool"),
            List.of("backup", "verification", "journal", "check", "drift", "phase", "rehearsal"),
            List.of("undo"),
            List.of("report"),
            List.of("run"),
            List.of("fleet"));

    /** Classes whose very purpose is to wait, each with a condition and a limit that a reviewer has seen. */
    private static final List<String> WAITING = List.of();

    @ArchTest
    static final ArchRule everyPackageHasItsPlace = classes()
            .should()
            .resideInAnyPackage(inLayers(0, LAYERS.size()))
            .because("LAYERS is the map of the engine");

    @ArchTest
    static final ArchRule noPackageKnowsALaterOne = CompositeArchRule.of(IntStream.range(0, LAYERS.size() - 1)
            .mapToObj(ArchitectureTest::knowsNothingBelow)
            .toList());

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching(ENGINE + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingIsPrinted = noClasses()
            .should(ACCESS_STANDARD_STREAMS)
            .orShould()
            .callMethodWhere(named(Throwable.class, "printStackTrace"))
            .because("what a person sees is the command's business");

    @ArchTest
    static final ArchRule nobodyEndsTheProcess = noClasses()
            .should()
            .callMethodWhere(named(System.class, "exit"))
            .orShould()
            .callMethodWhere(named(Runtime.class, "exit"))
            .orShould()
            .callMethodWhere(named(Runtime.class, "halt"));

    @ArchTest
    static final ArchRule nothingIsLogged =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

    @ArchTest
    static final ArchRule theEnvironmentIsHandedIn = noClasses()
            .should()
            .callMethodWhere(named(System.class, "getenv"))
            .because("whoever starts the engine decides which variables it sees");

    @ArchTest
    static final ArchRule jenkinsIsUnknown =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..");

    @ArchTest
    static final ArchRule onlyProcessStartsPrograms = noClasses()
            .that()
            .resideOutsideOfPackage(ENGINE + ".process..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class)
            .orShould()
            .callMethodWhere(named(Runtime.class, "exec"))
            .because("Program keeps secrets off command lines and ends what it started");

    @ArchTest
    static final ArchRule onlyPlatformsOpenConnections = noClasses()
            .that()
            .resideOutsideOfPackage(ENGINE + ".platform..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(DriverManager.class)
            .because("Database gives connections with the right session settings");

    @ArchTest
    static final ArchRule waitingIsForConditions = noClasses()
            .that(describe("are not among those that wait", c -> !WAITING.contains(c.getName())))
            .should()
            .callMethodWhere(named(Thread.class, "sleep"))
            .orShould()
            .callMethodWhere(named(TimeUnit.class, "sleep"));

    @ArchTest
    static final ArchRule publicFieldsDoNotChange =
            fields().that().arePublic().should().beFinal();

    private static ArchRule knowsNothingBelow(int layer) {
        return noClasses()
                .that()
                .resideInAnyPackage(inLayers(layer, layer + 1))
                .should()
                .dependOnClassesThat(resideInAnyPackage(inLayers(layer + 1, LAYERS.size())))
                .allowEmptyShould(true);
    }

    private static String[] inLayers(int from, int to) {
        return LAYERS.subList(from, to).stream()
                .flatMap(List::stream)
                .map(name -> ENGINE + "." + name + "..")
                .toArray(String[]::new);
    }

    private static DescribedPredicate<JavaCall<?>> named(Class<?> type, String method) {
        return target(name(method))
                .and(target(owner(JavaClass.Predicates.assignableTo(type))))
                .forSubtype();
    }
}
