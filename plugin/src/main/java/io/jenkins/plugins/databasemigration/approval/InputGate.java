package io.jenkins.plugins.databasemigration.approval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import hudson.model.User;
import io.jenkins.plugins.databasemigration.BuildPlan;
import io.jenkins.plugins.databasemigration.Permissions;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.support.steps.input.InputSubmittedAction;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * A gate at which the step {@code input} asks. Which plan it asks about is noted when it opens; who answered is read from
 * what {@code input} itself left on that node, and held to the same rules as an answer on our own page.
 */
final class InputGate {
    private final String id;
    private final String digest;
    private final ApprovalRule rule;

    /** @param id of the node that asks */
    InputGate(String id, String digest, ApprovalRule rule) {
        this.id = id;
        this.digest = digest;
        this.rule = rule;
    }

    String id() {
        return id;
    }

    boolean isAbout(String plan) {
        return digest.equals(plan);
    }

    /** The approval that the answer amounts to; null while there is none. */
    @CheckForNull
    Approval answered(Run<?, ?> run) throws IOException, DecisionRefused {
        InputSubmittedAction answer = answer(run);
        if (answer == null) {
            return null;
        }
        Approval approval =
                Approval.of(run, id, BuildPlan.of(run, digest), new ApprovalRequest(rule, null, null, null));
        Authentication who = authentication(answer.getApprover());
        if (!run.getParent().getACL().hasPermission2(who, Permissions.APPROVE)) {
            throw DecisionRefused.forbidden(who.getName() + ": " + Messages.ApprovalPage_NoPermission());
        }
        approval.add(new Decision(
                new Approver(who, approval.names(), approval.people()), true, digest, null, Decision.BY_INPUT));
        return approval;
    }

    @CheckForNull
    private InputSubmittedAction answer(Run<?, ?> run) throws IOException {
        if (run instanceof FlowExecutionOwner.Executable executable) {
            FlowExecutionOwner owner = executable.asFlowExecutionOwner();
            FlowNode node = owner == null ? null : owner.get().getNode(id);
            return node == null ? null : node.getAction(InputSubmittedAction.class);
        }
        return null;
    }

    private static Authentication authentication(@CheckForNull String userId) throws DecisionRefused {
        User user = userId == null ? null : User.getById(userId, false);
        if (user == null) {
            throw DecisionRefused.forbidden(Messages.ApprovalPage_Anonymous());
        }
        try {
            return user.impersonate2();
        } catch (UsernameNotFoundException e) {
            throw DecisionRefused.forbidden(Messages.InputGate_Unknown(userId));
        }
    }
}
