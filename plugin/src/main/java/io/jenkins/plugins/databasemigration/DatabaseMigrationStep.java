package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** What the steps have in common: which project and environment, and what they override in its configuration. */
public abstract class DatabaseMigrationStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private String environment;

    @CheckForNull
    private String config;

    @CheckForNull
    private String credentialsId;

    @CheckForNull
    private String jdk;

    @CheckForNull
    private String tool;

    @CheckForNull
    private String url;

    @CheckForNull
    private String locations;

    @CheckForNull
    private String target;

    @CheckForNull
    private String targetName;

    /** The environment of the configuration; null where it has only one. */
    @CheckForNull
    public String getEnvironment() {
        return environment;
    }

    @DataBoundSetter
    public void setEnvironment(String environment) {
        this.environment = Util.fixEmptyAndTrim(environment);
    }

    /** The path of the configuration in the workspace; null: {@code database-migration.yml} in the current folder. */
    @CheckForNull
    public String getConfig() {
        return config;
    }

    @DataBoundSetter
    public void setConfig(String config) {
        this.config = Util.fixEmptyAndTrim(config);
    }

    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** The JDK tool that runs the command line; null: the agent's own Java. */
    @CheckForNull
    public String getJdk() {
        return jdk;
    }

    @DataBoundSetter
    public void setJdk(String jdk) {
        this.jdk = Util.fixEmptyAndTrim(jdk);
    }

    @CheckForNull
    public String getTool() {
        return tool;
    }

    @DataBoundSetter
    public void setTool(String tool) {
        this.tool = Util.fixEmptyAndTrim(tool);
    }

    @CheckForNull
    public String getUrl() {
        return url;
    }

    @DataBoundSetter
    public void setUrl(String url) {
        this.url = Util.fixEmptyAndTrim(url);
    }

    @CheckForNull
    public String getLocations() {
        return locations;
    }

    @DataBoundSetter
    public void setLocations(String locations) {
        this.locations = Util.fixEmptyAndTrim(locations);
    }

    @CheckForNull
    public String getTarget() {
        return target;
    }

    @DataBoundSetter
    public void setTarget(String target) {
        this.target = Util.fixEmptyAndTrim(target);
    }

    /** The only one that is meant of a fleet's databases or schemas; null: all. */
    @CheckForNull
    public String getTargetName() {
        return targetName;
    }

    @DataBoundSetter
    public void setTargetName(String targetName) {
        this.targetName = Util.fixEmptyAndTrim(targetName);
    }

    /** Gives another step the same project, environment and overrides. */
    void configure(DatabaseMigrationStep other) {
        other.environment = environment;
        other.config = config;
        other.credentialsId = credentialsId;
        other.jdk = jdk;
        other.tool = tool;
        other.url = url;
        other.locations = locations;
        other.target = target;
        other.targetName = targetName;
    }

    /** What travels with a run of this step. */
    Cargo cargo(String runId) {
        return Cargo.NONE;
    }

    /** The command with everything that this step says, without what only a build knows. */
    abstract Arguments arguments();

    /** Whether the run keeps a journal, from which its end can be told if it is killed. */
    boolean reported() {
        return true;
    }

    /** Any command with the configuration and what this step overrides in it. */
    Arguments common(String command) {
        return new Arguments(command)
                .flag("--json")
                .option("--config", config)
                .option("--environment", environment)
                .option("--url", url)
                .option("--target", targetName)
                .field("tool", tool)
                .field("flyway.locations", locations)
                .field("target", target);
    }
}
