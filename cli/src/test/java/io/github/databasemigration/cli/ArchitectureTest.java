package io.github.databasemigration.cli;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.FileDescriptor;

/** What keeps the command a thin shell around the engine, and each thing that it does to its process in one place. */
@AnalyzeClasses(packagesOf = ArchitectureTest.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ENGINE = "io.github.databasemigration.engine";

    @ArchTest
    static final ArchRule onlyStopEndsTheProcess = noClasses()
            .that()
            .doNotBelongToAnyOf(Stop.class)
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .because("a run that was begun has to reach its report");

    @ArchTest
    static final ArchRule onlyTheConsoleSpeaks = noClasses()
            .that()
            .doNotBelongToAnyOf(Console.class)
            .should(ACCESS_STANDARD_STREAMS)
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(FileDescriptor.class)
            .because("it redacts everything once more");

    @ArchTest
    static final ArchRule nobodyShowsAStackTrace = noClasses()
            .should()
            .callMethodWhere(target(name("printStackTrace")).and(target(owner(assignableTo(Throwable.class)))));

    @ArchTest
    static final ArchRule theEnvironmentIsReadInTwoPlaces = noClasses()
            .that()
            .doNotBelongToAnyOf(Console.class, Ordering.class)
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule nothingIsLogged =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

    @ArchTest
    static final ArchRule jenkinsIsUnknown =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..");

    @ArchTest
    static final ArchRule programsAreTheEnginesBusiness =
            noClasses().should().dependOnClassesThat().belongToAnyOf(ProcessBuilder.class);

    @ArchTest
    static final ArchRule databasesAreTheEnginesBusiness = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("Demo")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.sql..")
            .because("only the demo stands for an application with data of its own");

    @ArchTest
    static final ArchRule platformsAndToolsAreMetThroughTheirInterfaces = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE + ".platform.*..", ENGINE + ".tool.*..");
}
