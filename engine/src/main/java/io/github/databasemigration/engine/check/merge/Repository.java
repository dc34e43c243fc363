package io.github.databasemigration.engine.check.merge;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.process.Program;
import io.github.databasemigration.engine.secret.Redactor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The Git repository that a project is in, asked by the program {@code git}. Nothing in it is changed. */
final class Repository {
    private static final String FILE = "100";
    private static final String SUBMODULE = "160";

    private final Path folder;
    private final Cancellation cancellation;
    private final Path root;

    /** Faults: {@code TOOL_MISSING} without Git, {@code REVISION_UNKNOWN} where the folder is in no repository. */
    Repository(Path folder, Cancellation cancellation) {
        this.folder = folder;
        this.cancellation = cancellation;
        this.root = Path.of(ask("The project is not in a Git repository", "rev-parse", "--show-toplevel"));
    }

    /** Its topmost folder. */
    Path root() {
        return root;
    }

    /** The full id of a revision. Fault {@code REVISION_UNKNOWN}. */
    String commit(String revision) {
        if (revision.isBlank() || revision.startsWith("-")) {
            throw unknown("\"" + revision + "\" is no Git revision.", "Name a branch, tag or commit.");
        }
        Program.Result result =
                git("rev-parse", "--verify", "--quiet", revision + "^{commit}").run();
        if (!result.ok()) {
            throw unknown(
                    "Git knows no revision \"" + revision + "\" here.",
                    shallow()
                            ? "This is a shallow clone: git fetch --unshallow, or fetch that branch as well."
                            : "Fetch it first (git fetch origin), or correct its name.");
        }
        return result.output().strip();
    }

    /** Where two commits parted. Fault {@code REVISION_UNKNOWN} where they have nothing in common. */
    String mergeBase(String one, String other, String shown) {
        Program.Result result = git("merge-base", one, other).run();
        if (!result.ok()) {
            throw unknown(
                    "Git finds no common ancestor of what is checked out and " + shown + ".",
                    shallow()
                            ? "This is a shallow clone, which lacks the history up to there: git fetch --unshallow."
                            : "Name a revision of the same history.");
        }
        return result.output().strip();
    }

    private boolean shallow() {
        return git("rev-parse", "--is-shallow-repository")
                .run()
                .output()
                .strip()
                .equals("true");
    }

    /** The files of a commit below some folders, links left out. Fault {@code UNSUPPORTED} for a submodule. */
    Tree at(String commit, List<String> folders) {
        List<String> command = new ArrayList<>(List.of("ls-tree", "-r", "-z", "--full-tree", commit, "--"));
        command.addAll(folders);
        Map<String, String> ids = new LinkedHashMap<>();
        for (String line : lines(ask("Git cannot list " + commit, command.toArray(String[]::new)))) {
            String[] entry = line.split("[ \t]", 4);
            if (entry[0].startsWith(SUBMODULE)) {
                throw new Fault(
                        FaultCode.UNSUPPORTED,
                        entry[3] + " is a Git submodule, whose history is not this repository's.",
                        "Check the migrations in the repository of the submodule.");
            }
            if (entry[0].startsWith(FILE)) {
                ids.put(entry[3], entry[2]);
            }
        }
        return new Tree(contents(ids));
    }

    private SortedMap<String, byte[]> contents(Map<String, String> ids) {
        String input = ids.values().stream().map(id -> id + "\n").collect(Collectors.joining());
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Program.Result result = git("cat-file", "--batch")
                .run(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), output);
        if (!result.ok()) {
            throw unknown("Git cannot read its files: " + firstLine(result.errors()), "Repair the clone (git fsck).");
        }
        SortedMap<String, byte[]> contents = new TreeMap<>();
        try (InputStream batch = new ByteArrayInputStream(output.toByteArray())) {
            for (String path : ids.keySet()) {
                contents.put(path, next(batch, path));
            }
            return contents;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code ID blob SIZE}, the content, a line's end. */
    private static byte[] next(InputStream batch, String path) throws IOException {
        StringBuilder header = new StringBuilder();
        for (int c = batch.read(); c != '\n' && c >= 0; c = batch.read()) {
            header.append((char) c);
        }
        String[] parts = header.toString().split(" ");
        if (parts.length != 3) {
            throw unknown("Git has no content for " + path + " (" + header + ").", "Fetch it: git fetch --refetch.");
        }
        byte[] content = batch.readNBytes(Integer.parseInt(parts[2]));
        batch.skipNBytes(1);
        return content;
    }

    /** The files as they lie there now, with those that are not committed yet, without ignored ones. */
    Tree now(List<String> folders) {
        List<String> command = new ArrayList<>(
                List.of("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--full-name", "--"));
        folders.forEach(path -> command.add(":(top,literal)" + path));
        SortedMap<String, byte[]> files = new TreeMap<>();
        try {
            for (String path : lines(ask("Git cannot list its files", command.toArray(String[]::new)))) {
                Path file = root.resolve(path);
                if (Files.isRegularFile(file) && !Files.isSymbolicLink(file)) {
                    files.put(path, Files.readAllBytes(file));
                }
            }
            return new Tree(files);
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.SCRIPT_UNREADABLE,
                    "A migration cannot be read: " + e.getMessage() + ".",
                    "Give the user who runs this the right to read it.");
        }
    }

    private static List<String> lines(String output) {
        return output.isEmpty() ? List.of() : List.of(output.split("\0"));
    }

    private String ask(String failed, String... arguments) {
        Program.Result result = git(arguments).run();
        if (!result.ok()) {
            throw unknown(
                    failed + ": " + firstLine(result.errors()) + ".",
                    "Run this in a clone that Git itself can work in.");
        }
        return result.output().stripTrailing();
    }

    private Program git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return new Program(command, Redactor.NONE, cancellation)
                .in(folder)
                .with("LC_ALL", "C.UTF-8")
                .with("GIT_OPTIONAL_LOCKS", "0");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("it says nothing");
    }

    private static Fault unknown(String what, String remedy) {
        return new Fault(FaultCode.REVISION_UNKNOWN, what, remedy);
    }
}
