package io.github.databasemigration.engine.configuration;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** A file that holds one password and nothing else; the line end that editors add is no part of it. */
public final class PasswordFile {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private PasswordFile() {}

    /** Its password. Fault: {@code CREDENTIAL_MISSING}, naming the file and never what is in it. */
    public static String read(Path file) {
        String password = readKey(file);
        if (password.indexOf('\n') >= 0) {
            throw fault(file, "has more than one line.", "Leave nothing in it but the password.");
        }
        return password;
    }

    /** A key, which may have several lines, with comments between them. Faults likewise. */
    public static String readKey(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw fault(file, Files.exists(file) ? "is not a file." : "does not exist.", "Correct the path.");
            }
            refuseIfOpenToOthers(file);
            return withoutLineEnd(file, Files.readString(file));
        } catch (CharacterCodingException e) {
            throw fault(file, "is not a text in UTF-8.", "Write the password in UTF-8.");
        } catch (IOException e) {
            throw fault(file, "cannot be read.", "Let the user of this command read it.");
        }
    }

    private static String withoutLineEnd(Path file, String text) {
        String password = text.replaceFirst("^\uFEFF", "").replaceFirst("\r?\n$", "");
        if (password.isEmpty()) {
            throw fault(file, "is empty.", "Write the password into it.");
        }
        return password;
    }

    /**
     * As OpenSSH treats a private key: a file of our own must be closed to everybody else. One that belongs to another
     * user was put there by an administrator or a container's runtime, who answer for its mode.
     */
    private static void refuseIfOpenToOthers(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        PosixFileAttributes attributes = view.readAttributes();
        boolean ours = attributes.owner().getName().equals(System.getProperty("user.name"));
        if (ours && attributes.permissions().stream().anyMatch(OTHERS::contains)) {
            throw fault(
                    file,
                    "is open to other users.",
                    "Close it with chmod 600 (defaultMode: 0400 where Kubernetes mounts it).");
        }
    }

    private static Fault fault(Path file, String what, String remedy) {
        return new Fault(FaultCode.CREDENTIAL_MISSING, "The password file " + file + " " + what, remedy);
    }
}
