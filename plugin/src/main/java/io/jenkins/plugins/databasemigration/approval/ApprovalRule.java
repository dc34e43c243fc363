package io.jenkins.plugins.databasemigration.approval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Who may approve, and how many of them it takes. */
@ExportedBean(defaultVisibility = 3)
public final class ApprovalRule extends AbstractDescribableImpl<ApprovalRule> implements Serializable {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private String approvers;

    private int required = 1;
    private boolean notStarter;
    private boolean notAuthors;
    private boolean notAdministrators;
    private boolean reasonRequired;

    @DataBoundConstructor
    public ApprovalRule() {}

    /** Users and groups, with commas; null: everybody who has the permission. */
    @Exported
    @CheckForNull
    public String getApprovers() {
        return approvers;
    }

    @DataBoundSetter
    public void setApprovers(String approvers) {
        this.approvers = Util.fixEmptyAndTrim(approvers);
    }

    /** How many different people have to approve. */
    @Exported
    public int getRequired() {
        return required;
    }

    @DataBoundSetter
    public void setRequired(int required) {
        if (required < 1) {
            throw new IllegalArgumentException("required: at least one person has to approve, not " + required);
        }
        this.required = required;
    }

    /** Whether whoever started the build may not approve. */
    @Exported
    public boolean isNotStarter() {
        return notStarter;
    }

    @DataBoundSetter
    public void setNotStarter(boolean notStarter) {
        this.notStarter = notStarter;
    }

    /** Whether the authors of the changes may not approve. */
    @Exported
    public boolean isNotAuthors() {
        return notAuthors;
    }

    @DataBoundSetter
    public void setNotAuthors(boolean notAuthors) {
        this.notAuthors = notAuthors;
    }

    /** Whether administrators of Jenkins may not approve. */
    @Exported
    public boolean isNotAdministrators() {
        return notAdministrators;
    }

    @DataBoundSetter
    public void setNotAdministrators(boolean notAdministrators) {
        this.notAdministrators = notAdministrators;
    }

    /** Whether a decision counts only with a reason. */
    @Exported
    public boolean isReasonRequired() {
        return reasonRequired;
    }

    @DataBoundSetter
    public void setReasonRequired(boolean reasonRequired) {
        this.reasonRequired = reasonRequired;
    }

    /** The users and groups one by one; empty: everybody who has the permission. */
    List<String> names() {
        return approvers == null
                ? List.of()
                : Arrays.stream(approvers.split(","))
                        .map(String::trim)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    /** Whether somebody is one of the approvers, whatever else forbids it. */
    boolean names(Approver who) {
        List<String> names = names();
        return names.isEmpty() || names.stream().anyMatch(who::is);
    }

    /** Why somebody may not approve although he is an approver; null where nothing forbids it. */
    @CheckForNull
    String exclusion(Approver who) {
        if (notStarter && who.isStarter()) {
            return Messages.ApprovalRule_NotStarter();
        } else if (notAuthors && who.isAuthor()) {
            return Messages.ApprovalRule_NotAuthor();
        } else if (notAdministrators && who.isAdministrator()) {
            return Messages.ApprovalRule_NotAdministrator();
        }
        return null;
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<ApprovalRule> {
        @Override
        public String getDisplayName() {
            return Messages.ApprovalRule_DisplayName();
        }

        /** The step explains the same fields. */
        @Override
        public String getHelpFile(String field) {
            return Jenkins.get()
                    .getDescriptorOrDie(ApproveDatabaseMigrationStep.class)
                    .getHelpFile(field);
        }
    }
}
