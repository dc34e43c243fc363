package io.github.databasemigration.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is said by name, before anything runs. */
class MistakesTest {
    private final Steps steps = new Steps();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            databasePipeline(enviroments: ['a']) { deploy { } }           | unknown argument enviroments, known are
            databasePipeline(agent: 3) { deploy { } }                     | agent: expected text, found 3
            databasePipeline(folder: '') { deploy { } }                   | folder: expected text, found ""
            databasePipeline(waitMinutes: '5') { deploy { } }             | waitMinutes: expected number, found "5"
            databasePipeline(check: true) { deploy { } }                  | check: expected text or false, found true
            databasePipeline(environments: 'a', check: 'b') { deploy { } } | check: expected a, found "b"
            databasePipeline(environments: [a: 'b']) { deploy { } }       | environments.a: expected settings, found b
            databasePipeline { build { } }                                | deploy { … } is missing
            databasePipeline(strategy: 'hope') { deploy { } }             | strategy: expected pipeline, startup, manual
            databasePipeline(environments: [a: [aproval: false]]) { }     | unknown argument environments.a.aproval
            databasePipeline(approval: [approver: 'dba']) { }             | unknown argument approval.approver
            databasePipeline(approval: true) { }                          | approval: expected settings or false
            databasePipeline(onDeployFailure: 'hope') { }                 | onDeployFailure: expected stop, rollback
            databasePipeline(expand: [stage: 1]) { }                      | unknown argument expand.stage, known are
            databasePipeline(strategy: 'manual') { deploy { } }           | switchTraffic { … } is missing
            databasePipeline(strategy: 'manual', approval: false) { deploy { }; switchTraffic { } } | waits for an operator
            databasePipeline(strategy: 'expandContract') { }              | retireBlue { … } is missing; expand is missing
            migrateStage(enviroment: 'a')                                 | migrateStage: unknown argument enviroment
            migrateStage(plan: 'V7')                                      | plan: expected plan, found "V7"
            migrateStage(approval: [required: 'two'])                     | approval.required: expected number
            approveStage(approvers: 'dba')                                | approveStage: plan is missing
            approveStage(plan: 7, aprovers: 'dba')                        | approveStage: unknown argument aprovers
            deployStage(colour: 'blue') { }                               | deployStage: unknown argument colour
            deployStage(checkout: 'scm') { }                              | checkout: expected closure, found "scm"
            databaseRollbackPipeline(approval: true)                      | approval: expected false, found true
            databaseRollbackPipeline(toBackup: 'x')                       | unknown argument toBackup, known are
            backupDrillPipeline(cron: 3)                                  | cron: expected text, found 3
            backupDrillPipeline(backup: 'none')                           | backupDrillPipeline: unknown argument backup
            backupDrillPipeline(environment: 'a')                         | backupsOf is missing
            backupDrillPipeline(backupsOf: 'a', maxAge: '2 days')         | maxAge: expected time, found "2 days"
            backupDrillPipeline(backupsOf: 'a', fresh: true)              | fresh: true takes a backup of its own
            databasePipeline(approval: [expiresAfter: 'soon']) { }        | approval.expiresAfter: expected time
            """)
    void isNamed(String jenkinsfile, String message) {
        assertThatThrownBy(() -> Pipeline.on("main", steps).run(jenkinsfile)).hasMessageContaining(message.strip());
        assertThat(steps.all()).hasSize(1).first().asString().startsWith("error ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "'production'", "['production']"})
    void isWhatIsNotNamedAtAll(String argument) {
        for (String step : Library.steps()) {
            assertThatThrownBy(() -> new Pipeline(new Steps()).run(step + "(" + argument + ")"))
                    .as(step)
                    .hasMessageContaining("No signature of method");
        }
    }
}
