package io.jenkins.plugins.databasemigration;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.security.ACL;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/**
 * What people may do with the databases of a job or folder. Who may configure a job may not approve for it: only
 * administrators have these without being given them.
 */
public final class Permissions {
    public static final PermissionGroup GROUP = new PermissionGroup(Permissions.class, Messages._Permissions_Group());

    /** To answer an approval gate. */
    public static final Permission APPROVE =
            new Permission(GROUP, "Approve", Messages._Permissions_Approve(), Jenkins.ADMINISTER, PermissionScope.ITEM);

    /** To put a database back, or to schedule or call off that. */
    public static final Permission ROLLBACK = new Permission(
            GROUP, "Rollback", Messages._Permissions_Rollback(), Jenkins.ADMINISTER, PermissionScope.ITEM);

    /** To get an archived backup out of Jenkins. */
    public static final Permission DOWNLOAD_BACKUP = new Permission(
            GROUP, "DownloadBackup", Messages._Permissions_DownloadBackup(), Jenkins.ADMINISTER, PermissionScope.ITEM);

    /** To say that an armed rollback is not needed. */
    public static final Permission DISARM =
            new Permission(GROUP, "Disarm", Messages._Permissions_Disarm(), Jenkins.ADMINISTER, PermissionScope.ITEM);

    private Permissions() {}

    /** Whether whoever asks has no name, also where nobody logs in because security is off: who decides has one. */
    public static boolean isNobody() {
        Authentication authentication = Jenkins.getAuthentication2();
        return ACL.isAnonymous2(authentication) || ACL.SYSTEM2.equals(authentication);
    }

    /** Loads this class: before, no authorization strategy would list or read them. */
    @Initializer(after = InitMilestone.PLUGINS_STARTED, before = InitMilestone.SYSTEM_CONFIG_LOADED)
    public static void load() {
        Permission.getAll();
    }
}
