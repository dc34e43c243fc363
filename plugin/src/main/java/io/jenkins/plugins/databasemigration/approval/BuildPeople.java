package io.jenkins.plugins.databasemigration.approval;

import hudson.model.Run;
import hudson.scm.ChangeLogSet;
import io.jenkins.plugins.databasemigration.BuildStarters;
import io.jenkins.plugins.databasemigration.DatabaseMigrationAction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.IdStrategy;
import jenkins.model.Jenkins;
import jenkins.scm.RunWithSCM;

/** Who had to do with a build before anybody approved anything. */
final class BuildPeople implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> starters = new ArrayList<>();
    private final ArrayList<String> authors = new ArrayList<>();

    private BuildPeople() {}

    /**
     * Looks at the build, and for authors at every build before it since the last that migrated the same database: what is
     * pending may have come with any of them.
     */
    static BuildPeople of(Run<?, ?> run, String database) {
        BuildPeople people = new BuildPeople();
        people.starters.addAll(BuildStarters.of(run));
        for (Run<?, ?> build = run; build != null; build = build.getPreviousBuild()) {
            if (build != run && DatabaseMigrationAction.migrated(build, database)) {
                break;
            }
            people.addAuthors(build);
        }
        return people;
    }

    private void addAuthors(Run<?, ?> build) {
        if (build instanceof RunWithSCM<?, ?> changed) {
            for (ChangeLogSet<?> changes : changed.getChangeSets()) {
                for (ChangeLogSet.Entry change : changes) {
                    String author = change.getAuthor().getId();
                    if (!authors.contains(author)) {
                        authors.add(author);
                    }
                }
            }
        }
    }

    boolean started(String userId) {
        return contains(starters, userId);
    }

    boolean wrote(String userId) {
        return contains(authors, userId);
    }

    private static boolean contains(List<String> ids, String userId) {
        IdStrategy strategy = Jenkins.get().getSecurityRealm().getUserIdStrategy();
        return ids.stream().anyMatch(id -> strategy.equals(id, userId));
    }
}
