package io.jenkins.plugins.databasemigration.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.ModelObject;
import hudson.model.Run;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/**
 * A page that shows one archived document of a run.
 *
 * @param <T> what the document holds
 */
public abstract class DocumentPage<T> implements ModelObject {
    private final Run<?, ?> build;
    private final String runId;

    @CheckForNull
    private T document;

    @CheckForNull
    private String problem;

    DocumentPage(Run<?, ?> build, String runId, Source<T> source) {
        this.build = build;
        this.runId = runId;
        RunDocuments documents = new RunDocuments(build, runId);
        try {
            document = source.read(documents).orElse(null);
        } catch (IOException e) {
            problem = e.getMessage();
        }
    }

    /** The build whose page this is. */
    public Run<?, ?> getBuild() {
        return build;
    }

    public String getRunId() {
        return runId;
    }

    /** Null where there is none, or where there is a problem with it. */
    @CheckForNull
    public T getDocument() {
        return document;
    }

    /** The document, for what a view shows only where there is one. */
    final T shown() {
        return Objects.requireNonNull(document);
    }

    /** Why the document cannot be shown; null where it can, or where there is none. */
    @CheckForNull
    public String getProblem() {
        return problem;
    }

    /** Where the document is read. */
    interface Source<T> {
        Optional<T> read(RunDocuments documents) throws IOException;
    }
}
