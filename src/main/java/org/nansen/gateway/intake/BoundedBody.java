package org.nansen.gateway.intake;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the body of a request up to the limit and leaves nothing of it for anybody else: Camel's HTTP consumer would
 * copy any body whole into memory before a route sees it.
 */
final class BoundedBody extends OncePerRequestFilter {

    /** Request attribute with the body; absent when it was over the limit. */
    static final String BODY = "org.nansen.gateway.intake.body";

    private final int limit;

    BoundedBody(int limit) {
        this.limit = limit;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit) {
            // Reads on for a while: a caller whose body nobody reads sees a broken connection instead of the answer.
            request.getInputStream().skip(limit);
        } else {
            byte[] body = request.getInputStream().readNBytes(limit + 1);
            if (body.length <= limit) {
                request.setAttribute(BODY, body);
            }
        }
        chain.doFilter(new Emptied(request), response);
    }

    private static final class Emptied extends HttpServletRequestWrapper {

        Emptied(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() {
            return new Nothing();
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(Reader.nullReader());
        }
    }

    private static final class Nothing extends ServletInputStream {

        @Override
        public int read() {
            return -1;
        }

        @Override
        public boolean isFinished() {
            return true;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("the body was read before");
        }
    }
}
