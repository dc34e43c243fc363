package io.jenkins.plugins.databasemigration.library;

import io.jenkins.plugins.databasemigration.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jenkins.branch.BranchSource;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import jenkins.scm.impl.mock.MockSCMController;
import jenkins.scm.impl.mock.MockSCMDiscoverBranches;
import jenkins.scm.impl.mock.MockSCMDiscoverChangeRequests;
import jenkins.scm.impl.mock.MockSCMSource;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;

/** A repository with branches and pull requests, as far as Jenkins can tell. */
final class ShopRepository implements AutoCloseable {
    private static final String NAME = "shop";

    private final MockSCMController server = MockSCMController.create();

    ShopRepository() throws Exception {
        server.createRepository(NAME);
        server.cloneBranch(NAME, "master", "main");
        server.deleteBranch(NAME, "master");
    }

    ShopRepository file(String branch, String path, String text) throws Exception {
        server.addFile(NAME, branch, "Add " + path, path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    ShopRepository branch(String name) throws Exception {
        server.cloneBranch(NAME, "main", name);
        return this;
    }

    /** The name of the pull request in Jenkins. */
    String pullRequest(String branch) throws Exception {
        return "CR-" + server.openChangeRequest(NAME, branch);
    }

    void connect(WorkflowMultiBranchProject project) throws IOException {
        project.setSourcesList(List.of(new BranchSource(new MockSCMSource(
                server,
                NAME,
                new MockSCMDiscoverBranches(),
                new MockSCMDiscoverChangeRequests(ChangeRequestCheckoutStrategy.HEAD)))));
    }

    /** Lets Jenkins look for branches; builds of new and changed ones are scheduled. */
    static void scan(WorkflowMultiBranchProject project) throws Exception {
        project.scheduleBuild2(0).getFuture().get();
    }

    /** The first build of a branch, once it has begun. */
    static WorkflowRun build(WorkflowMultiBranchProject project, String branch) throws Exception {
        Await.until(
                "a build of " + branch,
                () -> project.getItem(branch) != null && project.getItem(branch).getLastBuild() != null);
        return project.getItem(branch).getLastBuild();
    }

    @Override
    public void close() {
        server.close();
    }
}
