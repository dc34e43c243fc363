package io.jenkins.plugins.databasemigration.protection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.databasemigration.DatabaseMigrationStepDescriptor;
import io.jenkins.plugins.databasemigration.approval.ApprovalRule;
import io.jenkins.plugins.databasemigration.approval.Spans;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Databases that share a policy: how they are recognised, and the least that is demanded. */
public final class ProtectedDatabase extends AbstractDescribableImpl<ProtectedDatabase> {
    private final String name;

    @CheckForNull
    private String hosts;

    @CheckForNull
    private String databases;

    @CheckForNull
    private String environments;

    @CheckForNull
    private String credentialsIds;

    @CheckForNull
    private String jobs;

    @CheckForNull
    private ApprovalRule approval;

    private String backup = "none";

    @CheckForNull
    private String proofMaxAge;

    private List<MaintenanceWindow> windows = new ArrayList<>();

    /** @param name by which refusals and approvals call this policy */
    @DataBoundConstructor
    public ProtectedDatabase(String name) {
        this.name = Util.fixNull(name).trim();
    }

    public String getName() {
        return name;
    }

    /** Patterns of hosts, or of files; null: of any, where {@link #getDatabases} says which. */
    @CheckForNull
    public String getHosts() {
        return hosts;
    }

    @DataBoundSetter
    public void setHosts(String hosts) {
        this.hosts = Util.fixEmptyAndTrim(hosts);
    }

    /** Patterns of databases' names; null: any on these hosts. */
    @CheckForNull
    public String getDatabases() {
        return databases;
    }

    @DataBoundSetter
    public void setDatabases(String databases) {
        this.databases = Util.fixEmptyAndTrim(databases);
    }

    /** Patterns of environments' names; null: none is recognised by its name. */
    @CheckForNull
    public String getEnvironments() {
        return environments;
    }

    @DataBoundSetter
    public void setEnvironments(String environments) {
        this.environments = Util.fixEmptyAndTrim(environments);
    }

    /** Patterns of credentials' ids; null: none is recognised by its credentials. */
    @CheckForNull
    public String getCredentialsIds() {
        return credentialsIds;
    }

    @DataBoundSetter
    public void setCredentialsIds(String credentialsIds) {
        this.credentialsIds = Util.fixEmptyAndTrim(credentialsIds);
    }

    /** Patterns of the full names of jobs that may work there; null: all. */
    @CheckForNull
    public String getJobs() {
        return jobs;
    }

    @DataBoundSetter
    public void setJobs(String jobs) {
        this.jobs = Util.fixEmptyAndTrim(jobs);
    }

    /** Who has to approve; null: nobody has to. */
    @CheckForNull
    public ApprovalRule getApproval() {
        return approval;
    }

    @DataBoundSetter
    public void setApproval(ApprovalRule approval) {
        this.approval = approval;
    }

    /** How far the backup has to be proven at least; {@code none}: there need not be one. */
    public String getBackup() {
        return backup;
    }

    @DataBoundSetter
    public void setBackup(String backup) {
        ProofLevel.check(backup);
        this.backup = backup;
    }

    /** How old the last proof of a backup by a restore may be, such as {@code 26h}; null: none is demanded. */
    @CheckForNull
    public String getProofMaxAge() {
        return proofMaxAge;
    }

    @DataBoundSetter
    public void setProofMaxAge(String proofMaxAge) {
        String written = Util.fixEmptyAndTrim(proofMaxAge);
        Spans.parse("proofMaxAge", written);
        this.proofMaxAge = written;
    }

    /** When changes may begin; empty: always. */
    public List<MaintenanceWindow> getWindows() {
        return windows;
    }

    @DataBoundSetter
    public void setWindows(List<MaintenanceWindow> windows) {
        this.windows = new ArrayList<>(windows);
    }

    /** Whether it is one of these databases. One sign is enough: its address, its environment, or its credentials. */
    boolean covers(Undertaking undertaking) {
        return Globs.of(environments).match(undertaking.environment())
                || Globs.of(credentialsIds).match(undertaking.credentialsId())
                || coversAddress(undertaking);
    }

    private boolean coversAddress(Undertaking undertaking) {
        Globs hostGlobs = Globs.of(hosts);
        Globs databaseGlobs = Globs.of(databases);
        if (hostGlobs.isEmpty() && databaseGlobs.isEmpty()) {
            return false;
        }
        return (databaseGlobs.isEmpty() || databaseGlobs.couldMatch(undertaking.database()))
                && (hostGlobs.isEmpty()
                        || undertaking.servers().stream().anyMatch(server -> new Server(server).is(hostGlobs)));
    }

    /** Whether each target of a fleet is one of these databases; the same as {@link #covers} where it is none. */
    boolean coversAll(Undertaking undertaking) {
        Globs hostGlobs = Globs.of(hosts);
        Globs databaseGlobs = Globs.of(databases);
        return Globs.of(environments).match(undertaking.environment())
                || Globs.of(credentialsIds).match(undertaking.credentialsId())
                || coversAddress(undertaking)
                        && (databaseGlobs.isEmpty() || databaseGlobs.mustMatch(undertaking.database()))
                        && (hostGlobs.isEmpty()
                                || undertaking.servers().stream()
                                        .anyMatch(server -> new Server(server).isAlways(hostGlobs)));
    }

    @Extension
    @Symbol("protectedDatabase")
    public static final class DescriptorImpl extends Descriptor<ProtectedDatabase> {
        @Override
        public String getDisplayName() {
            return Messages.ProtectedDatabase_DisplayName();
        }

        @POST
        public ListBoxModel doFillBackupItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (DatabaseMigrationStepDescriptor.mayConfigure(item)) {
                ProofLevel.LEVELS.forEach(items::add);
            }
            return items;
        }

        @POST
        public FormValidation doCheckProofMaxAge(@AncestorInPath Item item, @QueryParameter String value) {
            if (!DatabaseMigrationStepDescriptor.mayConfigure(item)) {
                return FormValidation.ok();
            }
            try {
                Spans.parse("proofMaxAge", Util.fixEmptyAndTrim(value));
                return FormValidation.ok();
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
