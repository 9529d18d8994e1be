package org.nansen.gateway.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Gives commands to a gateway as a login, the way main does, and keeps what they print. */
record CommandRun(URI url, String user, Path passwordFile) {

    Ended run(String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("--url", url.toString(), "--user", user, "--password-file", passwordFile.toString()));
        return plain(line.toArray(String[]::new));
    }

    static Ended plain(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Commands.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Ended(code, out.toString(), err.toString());
    }

    record Ended(int code, String out, String err) {

        List<String> lines() {
            return out.lines().toList();
        }

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(out);
            } catch (JsonProcessingException noJson) {
                throw new AssertionError(out, noJson);
            }
        }
    }
}
