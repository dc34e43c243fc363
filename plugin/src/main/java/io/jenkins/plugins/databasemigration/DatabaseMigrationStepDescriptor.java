package io.jenkins.plugins.databasemigration;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Item;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the descriptors of the steps have in common. */
public abstract class DatabaseMigrationStepDescriptor extends StepDescriptor {
    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, FilePath.class, Launcher.class, EnvVars.class, Node.class, TaskListener.class);
    }

    /** What pipeline views write beside the step. */
    @Override
    public String argumentsToString(Map<String, Object> arguments) {
        return arguments.get("environment") instanceof String environment ? environment : null;
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String credentialsId, @QueryParameter String url) {
        StandardListBoxModel items = new StandardListBoxModel();
        if (!mayConfigure(item)) {
            return items.includeCurrentValue(credentialsId);
        }
        return items.includeEmptyValue()
                .includeMatchingAs(
                        ACL.SYSTEM2,
                        item,
                        StandardCredentials.class,
                        DatabaseLogin.requirements(url),
                        CredentialsMatchers.anyOf(
                                CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class),
                                CredentialsMatchers.instanceOf(StringCredentials.class)))
                .includeCurrentValue(credentialsId);
    }

    @POST
    public ListBoxModel doFillBackupKeyCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String backupKeyCredentialsId) {
        StandardListBoxModel items = new StandardListBoxModel();
        if (!mayConfigure(item)) {
            return items.includeCurrentValue(backupKeyCredentialsId);
        }
        return items.includeEmptyValue()
                .includeMatchingAs(ACL.SYSTEM2, item, StringCredentials.class, List.of(), CredentialsMatchers.always())
                .includeCurrentValue(backupKeyCredentialsId);
    }

    /** Whether somebody may see what the form of a step offers, ids of credentials among it. */
    public static boolean mayConfigure(@CheckForNull Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    @POST
    public ListBoxModel doFillToolItems(@AncestorInPath Item item) {
        return choices(item, "flyway", "alembic", "liquibase");
    }

    @POST
    public ListBoxModel doFillPhaseItems(@AncestorInPath Item item) {
        ListBoxModel items = new ListBoxModel();
        if (mayConfigure(item)) {
            items.add(Messages.DatabaseMigrationStep_AllPhases(), "");
            items.add("expand");
            items.add("contract");
        }
        return items;
    }

    /** A choice that may also be left to the configuration; none for those who may not configure. */
    static ListBoxModel choices(@CheckForNull Item item, String... values) {
        ListBoxModel items = new ListBoxModel();
        if (!mayConfigure(item)) {
            return items;
        }
        items.add(Messages.DatabaseMigrationStep_AsConfigured(), "");
        for (String value : values) {
            items.add(value);
        }
        return items;
    }
}
