package io.github.databasemigration.engine.check.merge;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.configuration.Configuration;
import io.github.databasemigration.engine.configuration.ConfigurationReader;
import io.github.databasemigration.engine.configuration.Overrides;
import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.process.Program;
import io.github.databasemigration.engine.run.MergeOnly;
import io.github.databasemigration.engine.secret.Redactor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A real Git repository with two branches: {@code main} went on after {@code work} had left it. */
final class Branches {
    final Path folder;
    private final String url;

    private Branches(String url, Path folder) {
        this.folder = folder;
        this.url = url;
    }

    /** A folder that is there. */
    static Branches at(Path folder, String url) {
        return new Branches(url, folder);
    }

    /** A new repository. */
    Branches(Path folder, String url) {
        this(url, folder);
        git("init", "--quiet", "--initial-branch=main");
        write("README.md", "a shop\n");
        commit();
    }

    Branches git(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "core.autocrlf=false"));
        command.addAll(List.of(arguments));
        Program.Result result = new Program(command, Redactor.NONE, new Cancellation())
                .in(folder)
                .run();
        if (!result.ok()) {
            throw new IllegalStateException(command + ": " + result.errors());
        }
        return this;
    }

    Branches write(String file, String text) {
        try {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Branches delete(String file) {
        try {
            Files.delete(folder.resolve(file));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Branches commit() {
        return git("add", "--all").git("commit", "--quiet", "--allow-empty", "--message", "more");
    }

    /** What both have. */
    Branches both(Runnable change) {
        change.run();
        return commit().git("branch", "work");
    }

    /** What main has besides. */
    Branches theirs(Runnable change) {
        change.run();
        return commit().git("switch", "--quiet", "work");
    }

    /** What the branch has besides; nobody has committed it yet. */
    Branches ours(Runnable change) {
        change.run();
        return this;
    }

    MergeCheck check(String revision, String... overrides) {
        Overrides all = Overrides.NONE.with("url", url, "test");
        for (String override : overrides) {
            String[] parts = override.split("=", 2);
            all = all.with(parts[0], parts[1], "test");
        }
        Configuration read = ConfigurationReader.readProject(folder, all).configuration();
        return MergeOnly.against(revision, read, read.written(Optional.empty()), System.getenv(), new Cancellation());
    }

    /** What is found, as {@code RULE SEVERITY FILE:STATEMENT}. */
    List<String> findings(String... overrides) {
        return check("main", overrides).findings().stream().map(Branches::shown).toList();
    }

    private static String shown(Finding finding) {
        String name = finding.script().substring(finding.script().lastIndexOf('/') + 1);
        return finding.rule() + " " + finding.severity() + " " + name + ":" + finding.statement();
    }
}
