package org.nansen.gateway.intake;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.nansen.gateway.record.FaultCode;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 503 on the paths of systems whose configuration is broken: no route runs for them, and a sender that met a 404,
 * or a 401 because its login could not be read, would take that for final.
 */
final class BrokenPaths extends OncePerRequestFilter {

    private static final String PATHS = "/api/v1/systems/";
    private static final long SECONDS_TO_WAIT = 60;

    private final Set<String> names;

    BrokenPaths(Set<String> names) {
        this.names = names;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (!path.startsWith(PATHS)) {
            return true;
        }
        int end = path.indexOf('/', PATHS.length());
        return end < 0 || !names.contains(path.substring(PATHS.length(), end));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Answer answer = Answer.later(503, FaultCode.NG_605_SYSTEM_BROKEN, SECONDS_TO_WAIT);
        response.setStatus(answer.status());
        response.setContentType(answer.mediaType());
        response.setHeader("Retry-After", String.valueOf(answer.retryAfter()));
        response.getOutputStream().write(answer.body().toString().getBytes(StandardCharsets.UTF_8));
    }
}
