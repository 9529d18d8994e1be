package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import picocli.CommandLine.Command;

/** Makes of a password what stands in configuration, so that nobody needs another program for it. */
@Command(
        name = "hash",
        description = "Asks for a password, or reads it from standard input, and prints its hash for password-hash.")
final class HashCommand extends JarCommand {

    /** As many rounds as take a server some tenths of a second. */
    private static final int STRENGTH = 12;

    /** BCrypt looks at no more bytes than these. */
    private static final int LONGEST = 72;

    @Override
    public Integer call() {
        String password = password();
        if (password == null || password.isBlank()) {
            throw CommandFault.usage("No password was given.");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw CommandFault.usage("A password has at most " + LONGEST + " bytes.");
        }
        String hash = "{bcrypt}" + new BCryptPasswordEncoder(STRENGTH).encode(password);
        PrintWriter out = spec().commandLine().getOut();
        if (json()) {
            out.println(JsonNodeFactory.instance
                    .objectNode()
                    .put("passwordHash", hash)
                    .toString());
        } else {
            out.println(hash);
        }
        return Commands.OK;
    }

    private static @Nullable String password() {
        Console console = System.console();
        if (console != null) {
            char[] typed = console.readPassword("Password: ");
            return typed == null ? null : new String(typed);
        }
        try {
            return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
