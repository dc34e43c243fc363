package io.jenkins.plugins.databasemigration.report;

import org.jvnet.localizer.Localizable;

/** What an exit status of the command line says about the database, by its decade: see docs/exit-statuses.md. */
public enum Verdict {
    DONE(Tone.GOOD, Messages._Verdict_Done()),
    REFUSED(Tone.WARN, Messages._Verdict_Refused()),
    UNCHANGED(Tone.WARN, Messages._Verdict_Unchanged()),
    RESTORED(Tone.WARN, Messages._Verdict_Restored()),
    LOOK(Tone.BAD, Messages._Verdict_Look());

    private final Tone tone;
    private final Localizable text;

    Verdict(Tone tone, Localizable text) {
        this.tone = tone;
        this.text = text;
    }

    /** @param exitStatus of the command; any number that it never gives, such as a signal's, asks somebody to look */
    public static Verdict of(int exitStatus) {
        if (exitStatus == 0) {
            return DONE;
        } else if (exitStatus >= 10 && exitStatus < 60) {
            return REFUSED;
        } else if (exitStatus >= 60 && exitStatus < 70) {
            return UNCHANGED;
        } else if (exitStatus >= 70 && exitStatus < 80) {
            return RESTORED;
        }
        return LOOK;
    }

    public Tone getTone() {
        return tone;
    }

    /** In the language of whoever reads the page. */
    public String getText() {
        return text.toString();
    }
}
