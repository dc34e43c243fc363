package io.github.databasemigration.testkit;

import java.util.Arrays;
import java.util.Optional;

/** How something is packed, by its first bytes. */
enum Packing {
    GZIP("gzip", 0, 0x1f, 0x8b),
    ZIP("zip", 0, 'P', 'K', 3, 4),
    ZSTD("zstd", 0, 0x28, 0xb5, 0x2f, 0xfd),
    TAR("tar", 257, 'u', 's', 't', 'a', 'r'),
    AGE("encrypted by age", 0, "age-encryption.org/"),
    ARMORED_AGE("encrypted by age", 0, "-----BEGIN AGE ENCRYPTED FILE-----"),
    BZIP2("bzip2", 0, "BZh"),
    XZ("xz", 0, 0xfd, '7', 'z', 'X', 'Z', 0),
    LZ4("lz4", 0, 0x04, 0x22, 0x4d, 0x18),
    SEVEN_ZIP("7z", 0, '7', 'z', 0xbc, 0xaf, 0x27, 0x1c);

    /** So many bytes tell. */
    static final int HEAD = 512;

    private final String words;
    private final int at;
    private final byte[] magic;

    Packing(String words, int at, int... magic) {
        this.words = words;
        this.at = at;
        this.magic = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            this.magic[i] = (byte) magic[i];
        }
    }

    Packing(String words, int at, String magic) {
        this(words, at, magic.chars().toArray());
    }

    /** Empty for what is not packed, as far as anybody here knows. */
    static Optional<Packing> of(byte[] head) {
        return Arrays.stream(values())
                .filter(each -> head.length >= each.at + each.magic.length
                        && Arrays.equals(head, each.at, each.at + each.magic.length, each.magic, 0, each.magic.length))
                .findFirst();
    }

    @Override
    public String toString() {
        return words;
    }
}
