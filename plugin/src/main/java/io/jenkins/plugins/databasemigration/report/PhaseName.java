package io.jenkins.plugins.databasemigration.report;

/** The phases of a run in the language of whoever reads the page. */
final class PhaseName {
    private PhaseName() {}

    /** @param phase as the command line calls it, which is also the answer for one that is not known here */
    static String of(String phase) {
        return switch (phase) {
            case "connect" -> Messages.PhaseName_connect();
            case "plan" -> Messages.PhaseName_plan();
            case "lock" -> Messages.PhaseName_lock();
            case "backup" -> Messages.PhaseName_backup();
            case "verify-backup" -> Messages.PhaseName_verifyBackup();
            case "migrate" -> Messages.PhaseName_migrate();
            case "verify" -> Messages.PhaseName_verify();
            case "rehearse" -> Messages.PhaseName_rehearse();
            case "restore-scratch" -> Messages.PhaseName_restoreScratch();
            case "look" -> Messages.PhaseName_look();
            case "restore" -> Messages.PhaseName_restore();
            case "check" -> Messages.PhaseName_check();
            default -> phase;
        };
    }
}
