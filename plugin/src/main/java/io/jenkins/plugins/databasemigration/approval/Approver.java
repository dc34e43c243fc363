package io.jenkins.plugins.databasemigration.approval;

import hudson.model.User;
import hudson.security.SecurityRealm;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** Somebody who decides, and what was true of him at that moment; kept with the decision. */
@ExportedBean(defaultVisibility = 3)
public final class Approver implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String userId;
    private final String fullName;
    private final ArrayList<String> names = new ArrayList<>();
    private final boolean administrator;
    private final boolean starter;
    private final boolean author;

    /**
     * @param asked the names of users and groups that somebody asks about: only these are kept of a person's groups
     * @param people who had to do with the build
     */
    Approver(Authentication authentication, Collection<String> asked, BuildPeople people) {
        userId = authentication.getName();
        User user = User.get2(authentication);
        fullName = user == null ? userId : user.getFullName();
        asked.stream()
                .filter(name -> answersTo(authentication, name))
                .distinct()
                .forEach(names::add);
        administrator = Jenkins.get().getACL().hasPermission2(authentication, Jenkins.ADMINISTER);
        starter = people.started(userId);
        author = people.wrote(userId);
    }

    private static boolean answersTo(Authentication authentication, String name) {
        SecurityRealm realm = Jenkins.get().getSecurityRealm();
        return realm.getUserIdStrategy().equals(authentication.getName(), name)
                || authentication.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .anyMatch(group -> realm.getGroupIdStrategy().equals(group, name));
    }

    @Exported
    public String getUserId() {
        return userId;
    }

    @Exported
    public String getFullName() {
        return fullName;
    }

    /** Which of the names that were asked about are his own or of groups he is in. */
    @Exported
    public List<String> getNames() {
        return Collections.unmodifiableList(names);
    }

    @Exported
    public boolean isAdministrator() {
        return administrator;
    }

    /** Whether he started the build. */
    @Exported
    public boolean isStarter() {
        return starter;
    }

    /** Whether changes of his are in the build. */
    @Exported
    public boolean isAuthor() {
        return author;
    }

    boolean is(String name) {
        return names.contains(name);
    }

    /** Equal for the same person. */
    String key() {
        return Jenkins.get().getSecurityRealm().getUserIdStrategy().keyFor(userId);
    }
}
