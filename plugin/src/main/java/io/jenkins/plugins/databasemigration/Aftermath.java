package io.jenkins.plugins.databasemigration;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Finds out how a run left the database that could not say it itself: the command line asks journal and database. */
final class Aftermath {
    private final RunRequest request;
    private final String runId;
    private final LoginSource login;
    private final RunProcess process;
    private final StepContext context;
    private boolean announced;

    Aftermath(RunRequest request, String runId, LoginSource login, RunProcess process, StepContext context) {
        this.request = request;
        this.runId = runId;
        this.login = login;
        this.process = process;
        this.context = context;
    }

    /**
     * After a process that ended without an answer.
     *
     * @param spoken whether it had said anything before: then a journal that is not there is lost, not never begun
     */
    Answer of(Answer without, boolean spoken, FilePath folder) throws IOException, InterruptedException {
        if (without.exitStatus() < 0) {
            // Nobody saw it end, only its keeper.
            process.control(folder).requestStop();
        }
        return ask("Run " + runId + " ended with status " + without.exitStatus() + " and without an answer.", !spoken);
    }

    /** After the moment in which a process was being started, if it was. Should it still come, it will stop at once. */
    Answer ofUncertainStart(FilePath folder) throws IOException, InterruptedException {
        ControlFolder control = process.control(folder);
        control.requestStop();
        control.withdraw();
        return ask("It is not certain that run " + runId + " was started.", true);
    }

    private Answer ask(String what, boolean mayNeverHaveBegun) throws IOException, InterruptedException {
        if (!request.reported()) {
            return Answer.unknown(what, "It only reads: nothing was changed in the database. Run it again.");
        }
        if (!announced) {
            announced = true;
            context.get(TaskListener.class).getLogger().println(what + " Asking its journal and the database");
        }
        try {
            Answer answer = new AgentCommandLine(request, runId, context).report(login.find(context.get(Run.class)));
            return answer.reports() || mayNeverHaveBegun && answer.deniesTheRun()
                    ? answer
                    : unknown(what, answer.failure());
        } catch (AbortException e) {
            // What the run had when it began, credentials or a Java, is not there any more.
            return unknown(what, e.getMessage());
        }
    }

    private static Answer unknown(String what, String why) {
        return Answer.unknown(
                what + " How it left the database could not be found out: " + why,
                "Ask the database: migrate-database status.");
    }
}
