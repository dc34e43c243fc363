package io.jenkins.plugins.databasemigration.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.ItemGroup;
import hudson.model.Items;
import hudson.model.Job;
import hudson.security.ACL;
import io.jenkins.plugins.databasemigration.armed.ArmedRollbackPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * Every database that the jobs of a folder, or of all of Jenkins, have planned for or worked on: where it is and what is to
 * be decided. Made anew for whoever looks, from the jobs he may read and from nothing else.
 */
@ExportedBean(defaultVisibility = 1)
public class Dashboard implements Action {
    static final String URL = "database-migrations";

    private final ItemGroup<?> group;

    Dashboard(ItemGroup<?> group) {
        this.group = group;
    }

    public ItemGroup<?> getGroup() {
        return group;
    }

    /**
     * What could perhaps not be put back is first, then what waits for whoever looks, then what waits for others, then what
     * somebody has to look at.
     */
    @Exported
    public List<KnownDatabase> getDatabases() throws IOException {
        Map<String, KnownDatabase> known = JobDatabases.all(group, Jenkins.getAuthentication2());
        addOthersProofs(known);
        List<KnownDatabase> databases = new ArrayList<>(known.values());
        databases.sort(Comparator.comparing(KnownDatabase::isProofMissing)
                .reversed()
                .thenComparing(KnownDatabase::urgency)
                .thenComparing(KnownDatabase::getEnvironment)
                .thenComparing(KnownDatabase::getDatabase));
        return databases;
    }

    /**
     * The job that proves backups may be elsewhere, or not be for everybody to read. That a database could be put back is
     * no secret of it to those who see the database, and an alarm that is not true teaches people to overlook alarms.
     */
    private static void addOthersProofs(Map<String, KnownDatabase> known) throws IOException {
        if (known.values().stream().anyMatch(KnownDatabase::isProofMissing)) {
            for (Job<?, ?> job : Items.allItems2(ACL.SYSTEM2, Jenkins.get(), Job.class)) {
                new JobDatabases(job).addProofsTo(known);
            }
        }
    }

    /** How many of them could perhaps not be put back, although that has to be proven. */
    public long unproven(List<KnownDatabase> databases) {
        return databases.stream().filter(KnownDatabase::isProofMissing).count();
    }

    /** The armed rollbacks of the jobs of this folder, and what became of them. */
    @Exported(inline = true)
    public List<ArmedRollbackPage> getArmedRollbacks() {
        return ArmedRollbackPage.all().stream()
                .filter(page -> page.isIn(group.getFullName()))
                .toList();
    }

    /** Where one is disarmed or started: {@code armed/ID}. */
    @CheckForNull
    public ArmedRollbackPage getArmed(String id) {
        return ArmedRollbackPage.find(id);
    }

    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getIconFileName() {
        return "symbol-server";
    }

    @Override
    public String getDisplayName() {
        return Messages.Dashboard_DisplayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }
}
