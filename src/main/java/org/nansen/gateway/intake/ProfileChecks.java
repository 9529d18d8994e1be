package org.nansen.gateway.intake;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.Dialect;
import org.nansen.gateway.normalize.SourceFormat;
import org.nansen.gateway.settings.Home;
import org.nansen.gateway.settings.SettingsFault;
import org.nansen.gateway.settings.SettingsFault.Problem;

/** What one profile must fulfil beyond its schema: files that exist, secrets that are there, parts that fit together. */
final class ProfileChecks {

    /** What would end the raw value of a Camel endpoint, or be filled in by Camel. */
    private static final Pattern UNSAFE_PASSWORD = Pattern.compile("[)\\p{Cntrl}]|\\{\\{|\\$\\{|RAW[({]");

    private final Home home;
    private final Path file;
    private final String shown;
    private final List<Problem> problems = new ArrayList<>();

    ProfileChecks(Home home, Path file, String shown) {
        this.home = home;
        this.file = file;
        this.shown = shown;
    }

    /** Returns the password of the system's own login, or null where there is none; throws for whatever does not fit. */
    @Nullable
    String secretOf(SystemProfile profile) {
        String secret = null;
        if (profile.door() instanceof Door.Sftp sftp) {
            exists(
                    "door",
                    "known-hosts",
                    sftp.knownHosts(),
                    "pin the server's host key in it (ssh-keyscan, then compare)");
            if (sftp.keyFile() != null) {
                exists("door", "key-file", sftp.keyFile(), "it holds the private key");
            } else {
                secret = secret(sftp.password(), sftp.passwordFile(), "key-file, password or password-file");
            }
            if (secret != null && UNSAFE_PASSWORD.matcher(secret).find()) {
                problem("door", "password", "holds one of ) {{ ${ RAW( or a control character; use a key instead");
            }
        } else if (profile.door() instanceof Door.Queue queue) {
            secret = secret(queue.password(), queue.passwordFile(), "password or password-file");
        }
        replyFits(profile);
        formatFits(profile);
        if (!problems.isEmpty()) {
            throw new SettingsFault(problems);
        }
        return secret;
    }

    private void replyFits(SystemProfile profile) {
        if (profile.reply() instanceof Reply.Sftp && !(profile.door() instanceof Door.Sftp)) {
            problem("reply", "kind", "sftp replies go to the server of an sftp door, and this door is another");
        }
        if (profile.reply() instanceof Reply.Queue reply) {
            if (!(profile.door() instanceof Door.Queue door)) {
                problem("reply", "kind", "queue replies need a queue door, whose login may read them");
            } else if (door.queue().equals(reply.queue())) {
                problem("reply", "queue", "is the queue that the system sends to");
            }
        }
        if (profile.door() instanceof Door.Files door) {
            String writeTo = profile.reply() instanceof Reply.Sftp sftp
                    ? sftp.writeTo()
                    : profile.reply() instanceof Reply.Folder folder ? folder.writeTo() : "";
            if (writeTo.equals(door.readFrom())) {
                problem("reply", "write-to", "is the folder that the gateway reads from");
            }
        }
    }

    private void formatFits(SystemProfile profile) {
        SystemProfile.Format format = profile.format();
        if (format.charset() != null && !format.charset().equals(Dialect.DETECT) && !known(format.charset())) {
            problem("format", "charset", "is not known");
        }
        if (format.kind() == SourceFormat.Kind.CSV
                && Boolean.FALSE.equals(format.header())
                && (format.columns() == null || format.columns().isEmpty())) {
            problem("format", "header", "without a header line, columns must be named");
        }
        if (format.kind() == SourceFormat.Kind.XLSX && profile.door() instanceof Door.Rest) {
            problem("format", "kind", "workbooks come as files or messages, not over HTTP");
        }
    }

    private static boolean known(String charset) {
        try {
            return Charset.isSupported(charset);
        } catch (IllegalArgumentException wrong) {
            return false;
        }
    }

    private @Nullable String secret(@Nullable String text, @Nullable String secretFile, String ways) {
        if (text != null) {
            return text;
        }
        if (secretFile == null) {
            problem("door", "kind", "NG-603 no secret: give " + ways);
            return null;
        }
        try {
            String secret = Files.readString(home.resolve(secretFile), StandardCharsets.UTF_8)
                    .strip();
            if (secret.isEmpty()) {
                problem("door", "password-file", "NG-603 the file is empty");
            }
            return secret;
        } catch (IOException missing) {
            problem("door", "password-file", "NG-603 the file cannot be read, seen from the gateway's home");
            return null;
        }
    }

    private void exists(String part, String key, String path, String hint) {
        if (!Files.isReadable(home.resolve(path))) {
            problem(part, key, "NG-603 the file cannot be read, seen from the gateway's home; " + hint);
        }
    }

    private void problem(String part, String key, String reason) {
        problems.add(new Problem(shown, line(part, key), part + "." + key, reason));
    }

    /** Finds the key's line by its text, which is good enough for a file that its schema has already passed. */
    private int line(String part, String key) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            int start = 0;
            while (start < lines.size() && !lines.get(start).startsWith(part + ":")) {
                start++;
            }
            for (int at = start; at < lines.size(); at++) {
                if (lines.get(at).matches(".*\\b" + Pattern.quote(key) + "\\s*:.*")) {
                    return at + 1;
                }
            }
            return start < lines.size() ? start + 1 : 0;
        } catch (IOException gone) {
            return 0;
        }
    }
}
