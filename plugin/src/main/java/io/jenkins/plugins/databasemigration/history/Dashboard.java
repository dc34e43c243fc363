package io.jenkins.plugins.databasemigration.history;

import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Items;
import hudson.model.Job;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
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

    /** What waits for whoever looks is first, then what waits for others, then what somebody has to look at. */
    @Exported
    public List<KnownDatabase> getDatabases() throws IOException {
        Map<String, KnownDatabase> known = new LinkedHashMap<>();
        for (Job<?, ?> job : Items.allItems2(Jenkins.getAuthentication2(), group, Job.class)) {
            if (job.hasPermission(Item.READ)) {
                new JobDatabases(job).addTo(known);
            }
        }
        List<KnownDatabase> databases = new ArrayList<>(known.values());
        databases.sort(Comparator.comparing(KnownDatabase::urgency)
                .thenComparing(KnownDatabase::getEnvironment)
                .thenComparing(KnownDatabase::getDatabase));
        return databases;
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
