package io.github.databasemigration.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.secret.Redactor;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/**
 * Where the command speaks: results on standard output, progress and complaints on standard error, everything redacted
 * once more before it leaves.
 */
final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private Redactor redactor = Redactor.NONE;
    private boolean json;
    private Optional<Object> result = Optional.empty();

    Console(OutputStream out, OutputStream err, boolean terminal) {
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.terminal = terminal;
    }

    /** The process's own streams. Progress bars only where a person looks: a console, and no dumb terminal. */
    static Console system() {
        boolean terminal =
                System.console() != null && !"dumb".equals(System.getenv("TERM")) && System.getenv("CI") == null;
        return new Console(
                new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err), terminal);
    }

    /** From here on, these secrets are taken out of everything. */
    void redactWith(Redactor secrets) {
        redactor = secrets;
    }

    /** From here on, results are JSON. */
    void speakJson(boolean on) {
        json = on;
    }

    boolean json() {
        return json;
    }

    boolean terminal() {
        return terminal;
    }

    /** A line of the result. */
    void out(String line) {
        out.println(redactor.redact(line));
    }

    /** A line of progress. */
    void err(String line) {
        err.println(redactor.redact(line));
    }

    /** Rewrites the line of progress; only on a terminal. */
    void progress(String line) {
        err.print("\r\u001b[K" + redactor.redact(line));
        err.flush();
    }

    /** The result as a document. It is held back until the command has ended: a failure belongs into the same one. */
    void document(Object value) {
        if (result.isPresent()) {
            throw new IllegalStateException("one document, and not two");
        }
        result = Optional.of(value);
    }

    /** The command has ended well: prints its document, if it has one. */
    void conclude() {
        result.ifPresent(this::print);
    }

    private void print(Object document) {
        out.print(redactor.redact(Json.pretty(document)));
        out.flush();
    }

    PrintWriter outWriter() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    PrintWriter errWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    /** Says what went wrong and what to do; the exit status. */
    int failure(Throwable failure) {
        Fault fault = failure instanceof Fault known
                ? known
                : new Fault(FaultCode.INTERNAL, "Defect in this program: " + failure + ".", "Please report it.");
        return failure(fault);
    }

    int failure(Fault fault) {
        if (json) {
            print(result.<Object>map(document -> failed(document, fault))
                    .orElseGet(() -> Map.of(
                            "outcome", fault.code().name(),
                            "exitStatus", fault.code().exitStatus(),
                            "message", fault.getMessage(),
                            "remedy", fault.remedy())));
        }
        err("migrate-database: " + fault.getMessage());
        err("  " + fault.remedy());
        return fault.code().exitStatus();
    }

    /** A result that is a refusal as well, told with the words of a report. */
    private static JsonNode failed(Object document, Fault fault) {
        ObjectNode failed = Json.mapper().valueToTree(document);
        failed.put("outcome", fault.code().name());
        failed.put("exitStatus", fault.code().exitStatus());
        failed.set("failure", Json.mapper().valueToTree(Report.Failure.of(fault)));
        return failed;
    }

    int usage(CommandLine.ParameterException exception, String[] arguments) {
        err("migrate-database: " + exception.getMessage());
        CommandLine line = exception.getCommandLine();
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(exception, errWriter())) {
            err("  Try `" + line.getCommandSpec().qualifiedName() + " --help`.");
        }
        return FaultCode.USAGE.exitStatus();
    }
}
