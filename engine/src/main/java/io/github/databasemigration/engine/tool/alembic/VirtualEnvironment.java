package io.github.databasemigration.engine.tool.alembic;

import io.github.databasemigration.engine.configuration.AlembicSettings;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Sha256;
import io.github.databasemigration.engine.process.Program;
import io.github.databasemigration.engine.tool.ProjectContext;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A virtual environment built from requirements.txt, kept under a name that tells what is in it.
 *
 * <p>It is built where it stays, for its programs know their own path; a marker says that it is whole, and a lock keeps
 * two processes from building it at once.
 */
final class VirtualEnvironment {
    private static final String WHOLE = "complete";

    private final ProjectContext context;
    private final AlembicSettings settings;
    private final List<String> bases;

    VirtualEnvironment(ProjectContext context, AlembicSettings settings, List<String> bases) {
        this.context = context;
        this.settings = settings;
        this.bases = bases;
    }

    /** Its Python; the environment is built first if need be. Faults: {@code LOCATION_MISSING}, {@code TOOL_FAILED}. */
    Path ready() {
        Requirements requirements = Requirements.read(
                context.project().resolve(settings.requirements().orElseThrow()));
        Base base = base();
        Path folder = context.cache()
                .resolve("alembic-"
                        + Sha256.hex((requirements.text() + base.version() + sources())
                                        .getBytes(StandardCharsets.UTF_8))
                                .substring(0, 20));
        try {
            Files.createDirectories(context.cache());
            // The operating system's lock knows processes only, not the threads of one.
            synchronized (VirtualEnvironment.class) {
                if (!Files.exists(folder.resolve(WHOLE))) {
                    buildLocked(folder, base, requirements);
                }
            }
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.FILE_FAILED,
                    "The virtual environment cannot be written below " + context.cache() + ": " + e.getMessage(),
                    "Make room there, or make it writable.");
        }
        return python(folder);
    }

    /** Where packages come from. The names of wheels tell their versions, so another one makes another environment. */
    private String sources() {
        return settings.packageIndex().orElse("") + "\n"
                + settings.wheels().map(this::wheels).orElse("");
    }

    private String wheels(String folder) {
        try (Stream<Path> files = Files.list(context.project().resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.LOCATION_MISSING,
                    "The folder " + folder + " cannot be read.",
                    "Name a folder of wheels with alembic.wheels, relative to the project.");
        }
    }

    private void buildLocked(Path folder, Base base, Requirements requirements) throws IOException {
        Path lock = folder.resolveSibling(folder.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (Files.exists(folder.resolve(WHOLE))) {
                return;
            }
            // What a killed build left is not to be trusted.
            delete(folder);
            run("create", program(List.of(base.python(), "-m", "venv", folder.toString())));
            run("install", install(python(folder), requirements));
            Files.createFile(folder.resolve(WHOLE));
        }
    }

    private Program install(Path python, Requirements requirements) {
        List<String> command = new ArrayList<>(
                List.of(python.toString(), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"));
        settings.wheels()
                .ifPresent(wheels -> command.addAll(List.of(
                        "--no-index",
                        "--find-links",
                        context.project().resolve(wheels).toString())));
        if (requirements.hashed()) {
            command.add("--require-hashes");
        }
        command.addAll(List.of("-r", requirements.file().toString()));
        Program install = program(command);
        // An address with a password in it is nothing for a list of arguments.
        settings.packageIndex().ifPresent(index -> install.with("PIP_INDEX_URL", index));
        return install;
    }

    private void run(String what, Program program) {
        Program.Result result = program.run();
        if (!result.ok()) {
            String all = result.errors().isBlank() ? result.output() : result.errors();
            throw new Fault(
                    FaultCode.TOOL_FAILED,
                    "The virtual environment could not be built (" + what + "): " + Requirements.lastComplaint(all),
                    "Correct " + settings.requirements().orElseThrow()
                            + ", or the place that the packages come from (alembic.packageIndex, alembic.wheels).");
        }
    }

    private Program program(List<String> command) {
        return new Program(command, context.redactor(), context.cancellation()).in(context.project());
    }

    /** The Python that the environment is made with; it need not have Alembic. */
    private Base base() {
        for (String python : bases) {
            try {
                Program.Result version = program(List.of(python, "-c", "import sys; print(sys.version)"))
                        .run();
                if (version.ok()) {
                    return new Base(python, version.output().strip());
                }
            } catch (Fault fault) {
                if (fault.code() != FaultCode.TOOL_MISSING) {
                    throw fault;
                }
            }
        }
        throw new Fault(
                FaultCode.TOOL_MISSING,
                "There is no Python to build the environment of "
                        + settings.requirements().orElseThrow() + " with.",
                "Install Python 3, or say where it is with alembic.python.");
    }

    private static Path python(Path folder) {
        Path windows = folder.resolve("Scripts").resolve("python.exe");
        return Files.exists(windows) ? windows : folder.resolve("bin").resolve("python");
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private record Base(String python, String version) {}
}
