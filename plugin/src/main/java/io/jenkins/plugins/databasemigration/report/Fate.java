package io.jenkins.plugins.databasemigration.report;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import org.jvnet.localizer.Localizable;

/** What became of a migration, as read from the database. */
public enum Fate {
    APPLIED(Tone.GOOD, Messages._Fate_Applied()),
    ROLLED_BACK(Tone.WARN, Messages._Fate_RolledBack()),
    PARTIAL(Tone.BAD, Messages._Fate_Partial()),
    RESTORED(Tone.WARN, Messages._Fate_Restored()),
    NOT_RUN(Tone.CALM, Messages._Fate_NotRun()),
    @JsonEnumDefaultValue
    UNKNOWN(Tone.BAD, Messages._Fate_Unknown());

    private final Tone tone;
    private final Localizable text;

    Fate(Tone tone, Localizable text) {
        this.tone = tone;
        this.text = text;
    }

    public Tone getTone() {
        return tone;
    }

    /** In the language of whoever reads the page. */
    public String getText() {
        return text.toString();
    }
}
