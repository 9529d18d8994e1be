package org.nansen.gateway.operations;

import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;
import picocli.CommandLine.Option;

/** Where the gateway is that a command speaks to, and as whom: options that every such command has. */
final class GatewayLogin {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:NANSEN_URL:-http://127.0.0.1:8080}",
            description = "the gateway's API; http to this machine only (NANSEN_URL, default: http://127.0.0.1:8080)")
    private String url = "";

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "${env:NANSEN_USER:-${sys:user.name}}",
            description = "login (NANSEN_USER, default: your name on this machine)")
    private String user = "";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            defaultValue = "${env:NANSEN_PASSWORD_FILE}",
            description = "file with the password in its first line (NANSEN_PASSWORD_FILE); asked for when absent")
    private @Nullable Path passwordFile;

    GatewayClient open() {
        URI address = address();
        if (user.indexOf(':') >= 0) {
            throw CommandFault.usage("--user has a colon, which no login has.");
        }
        return new GatewayClient(address, user, password());
    }

    /** The password travels with each call, so in clear it goes to this very machine at most. */
    private URI address() {
        URI address;
        try {
            address = new URI(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        } catch (URISyntaxException malformed) {
            throw CommandFault.usage("--url is no address.");
        }
        String host = address.getHost();
        boolean inClear = "http".equals(address.getScheme());
        if (host == null || !inClear && !"https".equals(address.getScheme())) {
            throw CommandFault.usage("--url must be https://host:port, or http://127.0.0.1:port.");
        }
        if (inClear && !LOOPBACK.contains(host)) {
            throw CommandFault.usage("--url of another machine must be https: the password goes with every call.");
        }
        return address;
    }

    private String password() {
        if (passwordFile != null) {
            try {
                return Files.readString(passwordFile).lines().findFirst().orElse("");
            } catch (IOException unreadable) {
                throw CommandFault.usage(
                        FaultCode.NG_603_SECRET.code() + ": the file of --password-file cannot be read.");
            }
        }
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("Password of %s: ", user);
        if (typed == null) {
            throw CommandFault.usage("--password-file is needed where nobody can be asked.");
        }
        return new String(typed);
    }
}
