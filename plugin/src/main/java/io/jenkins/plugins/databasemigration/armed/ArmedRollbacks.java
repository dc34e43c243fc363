package io.jenkins.plugins.databasemigration.armed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.Run;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * All armed rollbacks of this Jenkins, and what became of them.
 *
 * <p>Each is a small file below the home of Jenkins, neither in the folder of a build nor of a job: those can be deleted or
 * renamed, and whoever does that does not mean the rollback. A file is replaced atomically and is on the disk (fsync of it and
 * of its folder, by {@link hudson.util.AtomicFileWriter}) before anything is done that it speaks of: so a Jenkins that is killed
 * at any moment finds either what was, or what is.
 */
@Extension
public final class ArmedRollbacks {
    private static final Logger LOGGER = Logger.getLogger(ArmedRollbacks.class.getName());
    private static final String ENDING = ".xml";

    /** By id; null before they were read. */
    @CheckForNull
    private Map<String, ArmedRollback> known;

    /** One step of one rollback; throws where it is not possible any more. */
    interface Step {
        ArmedRollback from(ArmedRollback armed) throws NotArmed;
    }

    public static ArmedRollbacks get() {
        return ExtensionList.lookupSingleton(ArmedRollbacks.class);
    }

    /** All, those that were armed last first. */
    public synchronized List<ArmedRollback> all() {
        return known().values().stream()
                .sorted(Comparator.comparing(ArmedRollback::getDue).reversed())
                .toList();
    }

    /** Those that a build armed. */
    public List<ArmedRollback> of(Run<?, ?> build) {
        return all().stream().filter(armed -> armed.getBuild().is(build)).toList();
    }

    /** Null where there is none of that id. */
    @CheckForNull
    public synchronized ArmedRollback find(String id) {
        return known().get(id);
    }

    /** Keeps a new one; the one that there is where its id is known: who is resumed arms again what he has armed. */
    synchronized ArmedRollback add(ArmedRollback armed) throws IOException {
        ArmedRollback before = find(armed.getId());
        return before == null ? keep(armed) : before;
    }

    /** Goes on by one step, on the disk first. One after the other: a second finds what the first has made. */
    synchronized ArmedRollback change(String id, Step step) throws IOException {
        ArmedRollback before = find(id);
        if (before == null) {
            throw new IOException("There is no armed rollback " + id);
        }
        return keep(step.from(before));
    }

    /** Follows what was renamed or moved. */
    synchronized void move(String from, String to) throws IOException {
        for (ArmedRollback armed : List.copyOf(known().values())) {
            ArmedRollback moved = armed.moved(from, to);
            if (moved != armed) {
                keep(moved);
            }
        }
    }

    /** Forgets one that is settled. */
    synchronized void forget(ArmedRollback settled) throws IOException {
        file(settled.getId()).delete();
        known().remove(settled.getId());
    }

    private ArmedRollback keep(ArmedRollback armed) throws IOException {
        file(armed.getId()).write(armed);
        known().put(armed.getId(), armed);
        return armed;
    }

    private Map<String, ArmedRollback> known() {
        if (known == null) {
            known = new TreeMap<>();
            for (File file : files()) {
                try {
                    ArmedRollback armed = (ArmedRollback) new XmlFile(Jenkins.XSTREAM2, file).read();
                    known.put(armed.getId(), armed);
                } catch (IOException | ClassCastException e) {
                    LOGGER.log(Level.SEVERE, e, () -> "An armed rollback cannot be read and will not start: " + file);
                }
            }
        }
        return known;
    }

    private static List<File> files() {
        File[] files = folder().listFiles((folder, name) -> name.endsWith(ENDING));
        return files == null ? List.of() : new ArrayList<>(List.of(files));
    }

    private static XmlFile file(String id) {
        return new XmlFile(Jenkins.XSTREAM2, new File(folder(), id + ENDING));
    }

    private static File folder() {
        return new File(Jenkins.get().getRootDir(), "database-migration/armed");
    }
}
