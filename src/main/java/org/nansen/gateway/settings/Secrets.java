package org.nansen.gateway.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.nansen.gateway.record.FaultCode;

/** Secrets as files, relative to the home folder. A secret is never printed and never part of a message. */
public final class Secrets {

    private static final int MAX_BYTES = 64 * 1024;

    private final Home home;

    public Secrets(Home home) {
        this.home = home;
    }

    /**
     * Returns the secret that the file holds, without the line end after it.
     *
     * @param path relative to the home folder, or absolute
     * @param setting the setting that names the file, for example {@code gateway.mailbox.password-file}
     * @throws SettingsFault when the file is missing, empty, not text, or readable by everybody
     */
    public String text(String path, String setting) {
        Path file = file(path, setting);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            String secret = text.endsWith("\r\n")
                    ? text.substring(0, text.length() - 2)
                    : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
            if (secret.isBlank()) {
                throw fault(path, setting, "is empty");
            }
            if (secret.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
                throw fault(path, setting, "must hold one line");
            }
            return secret;
        } catch (CharacterCodingException wrong) {
            throw fault(path, setting, "is not UTF-8 text");
        } catch (IOException wrong) {
            throw fault(path, setting, "cannot be read; check its owner and permissions");
        }
    }

    /**
     * Returns the place of a secret file (a private key, a key store) after the same checks of existence and permissions.
     *
     * @throws SettingsFault as {@link #text} does
     */
    public Path file(String path, String setting) {
        Path file = home.resolve(path);
        try {
            if (!Files.isRegularFile(file)) {
                throw fault(path, setting, "does not exist or is not a file");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw fault(path, setting, "is larger than 64 KiB");
            }
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw fault(
                        path,
                        setting,
                        "is open to every user of the machine (" + PosixFilePermissions.toString(permissions)
                                + "); run: chmod 600 " + path);
            }
        } catch (NoSuchFileException missing) {
            throw fault(path, setting, "does not exist or is not a file");
        } catch (UnsupportedOperationException notPosix) {
            // The file system knows no such permissions: nothing to check.
        } catch (IOException wrong) {
            throw fault(path, setting, "cannot be read; check its owner and permissions");
        }
        return file;
    }

    private static SettingsFault fault(String path, String setting, String why) {
        return new SettingsFault(
                path, 0, setting, FaultCode.NG_603_SECRET.code() + ": the secret file " + path + " " + why);
    }
}
