package io.github.databasemigration.engine.check.merge;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.check.Checks;
import io.github.databasemigration.engine.check.Draft;
import io.github.databasemigration.engine.check.Verdicts;
import io.github.databasemigration.engine.configuration.AlembicSettings;
import io.github.databasemigration.engine.configuration.Environment.ChecksPolicy;
import io.github.databasemigration.engine.configuration.FlywaySettings;
import io.github.databasemigration.engine.configuration.ToolSettings;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.Severity;
import io.github.databasemigration.engine.tool.MigrationFile;
import io.github.databasemigration.engine.tool.MigrationFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What would become of a project's migrations if another revision of its repository were merged into it. Asks Git and the
 * files, never a database; nothing that is checked out changes.
 *
 * @param revision the other one, as it was named
 * @param commit what that is
 * @param base where the two parted
 * @param migrations the files of the migrations that are new here
 * @param findings what is wrong with them together
 */
public record MergeCheck(String revision, String commit, String base, List<String> migrations, List<Finding> findings) {
    private static final String THE_HEAD = "head";

    public MergeCheck {
        migrations = List.copyOf(migrations);
        findings = List.copyOf(findings);
    }

    /**
     * Looks.
     *
     * <p>Faults: {@code TOOL_MISSING} without Git, {@code REVISION_UNKNOWN}, {@code UNSUPPORTED} where the migrations are
     * not in the repository, and those of reading migrations.
     *
     * @param project the folder of the project
     * @param settings of its tool
     * @param platform whose SQL it is
     * @param policy what findings mean
     */
    public static MergeCheck of(
            Path project,
            ToolSettings settings,
            MigrationFiles files,
            String platform,
            ChecksPolicy policy,
            String revision,
            Cancellation cancellation) {
        Repository repository = new Repository(project, cancellation);
        String commit = repository.commit(revision);
        String base = repository.mergeBase(repository.commit("HEAD"), commit, revision);
        Sides sides = sides(project, files, repository, commit, base);
        Conflicts conflicts = new Conflicts(sides, revision);
        conflicts.duplicates();
        if (settings instanceof FlywaySettings flyway && !flyway.outOfOrder()) {
            conflicts.outOfOrder();
        }
        conflicts.changed(settings instanceof FlywaySettings ? Severity.ERROR : Severity.WARNING);
        if (settings instanceof AlembicSettings alembic) {
            conflicts.heads(alembic.target().equals(THE_HEAD));
        }
        if (Checks.know(platform)) {
            conflicts.objects(Checks.parser(platform));
        }
        return new MergeCheck(
                revision,
                commit,
                base,
                sides.newHere().stream().map(MigrationFile::file).toList(),
                findings(conflicts.drafts(), policy));
    }

    private static List<Finding> findings(Map<MigrationFile, List<Draft>> drafts, ChecksPolicy policy) {
        List<Finding> findings = new ArrayList<>();
        drafts.forEach((migration, said) -> findings.addAll(
                new Verdicts(migration.file(), migration.statements(), Optional.of(migration.source()), policy)
                        .of(said)));
        return findings;
    }

    private static Sides sides(Path project, MigrationFiles files, Repository repository, String commit, String base) {
        List<String> folders = new ArrayList<>();
        Path root = real(repository.root());
        Path inside = root.relativize(real(project));
        for (String name : files.folders()) {
            folders.add(below(root, real(project).resolve(name).normalize(), name));
        }
        Tree ours = repository.now(folders);
        Tree theirs = repository.at(commit, folders);
        Tree before = repository.at(base, folders);
        Path temporary = temporary();
        try {
            return new Sides(
                    files.read(before.writeTo(temporary.resolve("base")).resolve(inside)),
                    files.read(ours.writeTo(temporary.resolve("ours")).resolve(inside)),
                    files.read(theirs.writeTo(temporary.resolve("theirs")).resolve(inside)),
                    files.read(Tree.merged(before, ours, theirs)
                            .writeTo(temporary.resolve("merged"))
                            .resolve(inside)));
        } finally {
            delete(temporary);
        }
    }

    /** A folder as Git names it. A link would lead elsewhere than in the history. */
    private static String below(Path root, Path folder, String name) {
        if (!folder.startsWith(root)
                || folder.equals(root)
                || Files.exists(folder) && !real(folder).equals(folder)) {
            throw new Fault(
                    FaultCode.UNSUPPORTED,
                    "The folder " + name + " is not a folder of its own in the Git repository " + root + ".",
                    "Keep the migrations in a folder of the repository, and name it without links.");
        }
        return root.relativize(folder).toString().replace('\\', '/');
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("database-migration-").toRealPath();
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.FILE_FAILED,
                    "No temporary folder could be made: " + e.getMessage() + ".",
                    "Make room in the folder for temporary files.");
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // It is in the folder for temporary files, and holds nothing secret.
        }
    }
}
