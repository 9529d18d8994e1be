package org.nansen.gateway.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nansen.gateway.record.FaultCode;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Says no as problem+json (RFC 9457), without saying what was wrong with the login. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        if (why instanceof LockedException) {
            response.setHeader("Retry-After", String.valueOf(PatientLogins.PAUSE.toSeconds()));
            write(response, 429, "Too many failed logins", FaultCode.NG_703_TOO_MANY_FAILURES);
            return;
        }
        response.setHeader("WWW-Authenticate", "Basic realm=\"gateway\", charset=\"UTF-8\"");
        write(response, 401, "Login needed", FaultCode.NG_701_NO_LOGIN);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        write(response, 403, "Not allowed", FaultCode.NG_702_FORBIDDEN);
    }

    private void write(HttpServletResponse response, int status, String title, FaultCode code) throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", code.hint());
        problem.put("code", code.code());
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
