package io.github.databasemigration.engine.age;

import io.github.databasemigration.engine.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Something to remember. */
final class Passphrase implements AgeKey {
    private final ScryptStanza stanza;

    Passphrase(Secret text) {
        stanza = new ScryptStanza(text);
    }

    @Override
    public String kind() {
        return "passphrase";
    }

    @Override
    public OutputStream encrypt(OutputStream out) throws IOException {
        return AgeStreams.encrypt(out, List.of(stanza));
    }

    @Override
    public InputStream decrypt(InputStream in) throws IOException {
        return AgeStreams.decrypt(in, List.of(stanza));
    }
}
