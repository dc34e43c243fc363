package io.jenkins.plugins.databasemigration.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.Functions;
import hudson.model.Run;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import jenkins.util.VirtualFile;

/** The documents that a run left among the artifacts of its build, below {@code database-migration/}. */
public final class RunDocuments {
    /** Beyond this, in bytes, a document is for programs, no longer for a page. */
    private static final int LONGEST = 10_000_000;

    private static final int FORMAT = 1;
    private static final String PLAN = "plan.json";
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .build();

    private final Run<?, ?> build;
    private final String runId;

    /**
     * @param build whose artifacts these are; refused to whoever may not read them
     * @param runId the run's id, known from the build and not taken from a request
     */
    public RunDocuments(Run<?, ?> build, String runId) {
        if (Functions.isArtifactsPermissionEnabled()) {
            build.checkPermission(Run.ARTIFACTS);
        }
        this.build = build;
        this.runId = runId;
    }

    /** The report; empty where there is none, such as after a run that was killed. */
    public Optional<Report> report() throws IOException {
        JsonNode document = read("report.json");
        return document == null ? Optional.empty() : Optional.of(bind(document, Report.class));
    }

    /** The report of a fleet; empty where there is none. */
    public Optional<FleetReport> fleetReport() throws IOException {
        JsonNode document = read("fleet.json");
        return document == null ? Optional.empty() : Optional.of(bind(document, FleetReport.class));
    }

    /**
     * The plan; empty where there is none.
     *
     * @param digest what was approved, or is to be: an archived plan that has another one is refused
     */
    public Optional<Plan> plan(String digest) throws IOException {
        JsonNode document = read(PLAN);
        if (document == null) {
            return Optional.empty();
        }
        JsonNode plan = document.path("plan");
        if (!sha256(plan).equals(digest)) {
            throw new IOException("The archived plan is not the one with the digest " + digest
                    + ": it was changed, or something in it was masked because it is the password.");
        }
        return Optional.of(plan.has("targets") ? bind(plan, FleetPlan.class).whole() : bind(plan, Plan.class));
    }

    /**
     * Brings the plan to where the command line looks for it.
     *
     * @param digest what was approved, as for {@link #plan}
     */
    public void copyPlan(String digest, FilePath to) throws IOException, InterruptedException {
        if (plan(digest).isPresent()) {
            try (InputStream content = file(PLAN).open()) {
                to.copyFrom(content);
            }
        }
    }

    /**
     * What the plan did on a scratch copy; empty where it was not rehearsed.
     *
     * @param digest of the plan: the rehearsal of another one says nothing about it
     */
    public Optional<Rehearsal> rehearsal(String digest) throws IOException {
        JsonNode document = read("rehearsal.json");
        return document == null
                ? Optional.empty()
                : Optional.of(bind(document, Rehearsal.class))
                        .filter(rehearsal -> rehearsal.digest().equals(digest));
    }

    /** SHA-256 over the canonical form, whose order of keys the archived, indented form has as well. */
    private static String sha256(JsonNode plan) throws IOException {
        try {
            byte[] canonical = MAPPER.writeValueAsString(plan).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T bind(JsonNode document, Class<T> type) throws IOException {
        if (document.path("format").asInt() != FORMAT) {
            throw new IOException("The document has the format "
                    + document.path("format").asText() + ", and this plugin knows " + FORMAT + ".");
        }
        return MAPPER.treeToValue(document, type);
    }

    private VirtualFile file(String name) {
        return build.getArtifactManager()
                .root()
                .child("database-migration")
                .child(runId)
                .child(name);
    }

    @CheckForNull
    private JsonNode read(String name) throws IOException {
        VirtualFile file = file(name);
        if (!file.isFile()) {
            return null;
        }
        try (InputStream content = file.open()) {
            byte[] bytes = content.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new IOException(
                        name + " is longer than " + LONGEST / 1_000_000 + " MB: too long for a page. Download it.");
            }
            return MAPPER.readTree(bytes);
        }
    }
}
