package io.jenkins.plugins.databasemigration.approval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Api;
import hudson.model.Run;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The gates of a build, pending and settled: on its page, a page each, and the remote API. */
@ExportedBean(defaultVisibility = 2)
public final class ApprovalAction implements RunAction2 {
    static final String URL = "database-approval";

    /** Both are kept on disk by others while a gate opens. */
    private final List<Approval> approvals = new CopyOnWriteArrayList<>();

    private final List<InputGate> inputs = new CopyOnWriteArrayList<>();
    private transient Run<?, ?> run;

    /** The gates of a build; none where nothing waited in it. */
    public static List<Approval> approvals(Run<?, ?> run) {
        ApprovalAction action = run.getAction(ApprovalAction.class);
        return action == null ? List.of() : action.getApprovals();
    }

    /** Adds a gate to a build and keeps it. */
    static void open(Run<?, ?> run, Approval approval) throws IOException {
        synchronized (run) {
            of(run).approvals.add(approval);
            run.save();
        }
    }

    /** Notes which plan a step {@code input} asks about. */
    static void open(Run<?, ?> run, InputGate input) throws IOException {
        synchronized (run) {
            of(run).inputs.add(input);
            run.save();
        }
    }

    /** Turns what was answered to {@code input} about a plan into approvals, once. */
    static void settleInputs(Run<?, ?> run, String digest) throws IOException {
        ApprovalAction action = run.getAction(ApprovalAction.class);
        if (action == null) {
            return;
        }
        for (InputGate input : action.getInputs()) {
            if (input.isAbout(digest) && find(run, input.id()) == null) {
                try {
                    Approval approval = input.answered(run);
                    if (approval != null) {
                        open(run, approval);
                    }
                } catch (DecisionRefused refused) {
                    throw new AbortException(
                            "The answer to input does not approve the plan " + digest + ": " + refused.getMessage());
                }
            }
        }
    }

    private List<InputGate> getInputs() {
        return List.copyOf(inputs);
    }

    private static ApprovalAction of(Run<?, ?> run) {
        ApprovalAction action = run.getAction(ApprovalAction.class);
        if (action == null) {
            action = new ApprovalAction();
            run.addAction(action);
        }
        return action;
    }

    /** The gate of a node; null where it has none. */
    @CheckForNull
    static Approval find(Run<?, ?> run, String id) {
        return approvals(run).stream()
                .filter(approval -> approval.getId().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** Keeps a decision, or refuses it. What is not on disk was not decided. */
    static void decide(Run<?, ?> run, Approval approval, Decision decision) throws DecisionRefused, IOException {
        synchronized (run) {
            approval.add(decision);
            try {
                run.save();
            } catch (IOException e) {
                approval.forget(decision);
                throw e;
            }
        }
    }

    /** Ends a gate that still waits. */
    static void end(Run<?, ?> run, Approval approval, Approval.State how) throws IOException {
        synchronized (run) {
            if (approval.isWaiting()) {
                approval.end(how);
                run.save();
            }
        }
    }

    @Override
    public void onAttached(Run<?, ?> to) {
        run = to;
    }

    @Override
    public void onLoad(Run<?, ?> of) {
        run = of;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    @Exported
    public List<Approval> getApprovals() {
        return List.copyOf(approvals);
    }

    /** The page of a gate. */
    @CheckForNull
    public ApprovalPage getDynamic(String id) {
        Approval approval = find(run, id);
        return approval == null ? null : new ApprovalPage(run, approval);
    }

    public Api getApi() {
        return new Api(this);
    }

    /** None before the first answer to {@code input}. */
    @Override
    public String getIconFileName() {
        return getApprovals().isEmpty() ? null : "symbol-lock-closed";
    }

    @Override
    public String getDisplayName() {
        return Messages.ApprovalAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }
}
