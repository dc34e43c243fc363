package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.util.BuildListenerAdapter;

/** The files that a run left in the workspace, as artifacts of the build: a folder for each run. */
final class RunArchive {
    /** Of a run whose workspace cannot be reached. */
    static final RunArchive NONE = new RunArchive(null, "", null);

    /** What the checks found in the last plan, for the steps that publish such files. */
    static final String JUNIT = "check.xml";

    static final String SARIF = "check.sarif";

    private static final String WORK_FOLDER = ".database-migration/";
    private static final List<String> EVIDENCE = List.of(
            "report.html", "report.json", "journal.jsonl", "plan.json", "rehearsal.json", "fleet.html", "fleet.json");

    @CheckForNull
    private final FilePath workspace;

    private final String runId;

    @CheckForNull
    private final String config;

    private final Map<String, String> files = new LinkedHashMap<>();

    /** @param config the path of the configuration in the workspace, whose folder is the project's; null: the workspace */
    RunArchive(@CheckForNull FilePath workspace, String runId, @CheckForNull String config) {
        this.workspace = workspace;
        this.runId = runId;
        this.config = config;
    }

    /** What every run that changes a database leaves. */
    RunArchive evidence() throws IOException, InterruptedException {
        for (String name : EVIDENCE) {
            add(name, "runs/" + runId + "/" + name);
        }
        return this;
    }

    /** What the run of one target of a fleet leaves, in a folder of its own. */
    RunArchive evidence(String targetRun) throws IOException, InterruptedException {
        for (String name : EVIDENCE) {
            add(targetRun + "/" + name, "runs/" + targetRun + "/" + name);
        }
        return this;
    }

    /** The plan with a digest. */
    RunArchive plan(String digest) throws IOException, InterruptedException {
        add("plan.json", planPath(digest));
        return this;
    }

    /** What the checks found. */
    RunArchive findings() throws IOException, InterruptedException {
        add(JUNIT, JUNIT);
        add(SARIF, SARIF);
        return this;
    }

    /** Leaves no findings of an earlier plan, which somebody could take for those of this one. */
    void forgetFindings() throws IOException, InterruptedException {
        if (workspace != null) {
            workspace.child(path(JUNIT)).delete();
            workspace.child(path(SARIF)).delete();
        }
    }

    /** Where a file is that the command line leaves, seen from the workspace. */
    static String path(@CheckForNull String config, String name) {
        return WorkspacePaths.project(config) + WORK_FOLDER + name;
    }

    /** Where the command line looks for the plan with a digest. */
    static String plan(@CheckForNull String config, String digest) {
        return path(config, planPath(digest));
    }

    private static String planPath(String digest) {
        return "plans/" + digest + ".json";
    }

    private String path(String name) {
        return path(config, name);
    }

    private void add(String name, String path) throws IOException, InterruptedException {
        if (workspace != null && workspace.child(path(path)).exists()) {
            files.put("database-migration/" + runId + "/" + name, path(path));
        }
    }

    void archive(Run<?, ?> run, Launcher launcher, TaskListener listener) throws IOException, InterruptedException {
        if (!files.isEmpty()) {
            run.pickArtifactManager().archive(workspace, launcher, new BuildListenerAdapter(listener), files);
        }
    }
}
