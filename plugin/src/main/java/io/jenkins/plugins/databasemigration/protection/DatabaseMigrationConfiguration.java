package io.jenkins.plugins.databasemigration.protection;

import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Descriptor.FormException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** The databases that the administrators of this Jenkins protect, for all jobs. */
@Extension
@Symbol("databaseMigration")
public final class DatabaseMigrationConfiguration extends GlobalConfiguration {
    private List<ProtectedDatabase> protectedDatabases = new ArrayList<>();
    private boolean othersRefused;

    public DatabaseMigrationConfiguration() {
        load();
    }

    public static DatabaseMigrationConfiguration get() {
        return ExtensionList.lookupSingleton(DatabaseMigrationConfiguration.class);
    }

    @Override
    public String getDisplayName() {
        return Messages.DatabaseMigrationConfiguration_DisplayName();
    }

    public List<ProtectedDatabase> getProtectedDatabases() {
        return protectedDatabases;
    }

    @DataBoundSetter
    public void setProtectedDatabases(List<ProtectedDatabase> protectedDatabases) {
        this.protectedDatabases = new ArrayList<>(protectedDatabases);
        save();
    }

    /** Whether a database that no entry recognises is refused, so that nobody gets round one by another name. */
    public boolean isOthersRefused() {
        return othersRefused;
    }

    @DataBoundSetter
    public void setOthersRefused(boolean othersRefused) {
        this.othersRefused = othersRefused;
        save();
    }

    /** An empty list is not in the form at all. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject json) throws FormException {
        try (BulkChange change = new BulkChange(this)) {
            protectedDatabases = new ArrayList<>();
            othersRefused = false;
            request.bindJSON(this, json);
            change.commit();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
