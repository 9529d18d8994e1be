package org.nansen.gateway.security;

import java.util.function.Supplier;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** A national system may use its own paths only: who it is comes from its login, never from what it writes. */
final class OwnSystem implements AuthorizationManager<RequestAuthorizationContext> {

    @Override
    public AuthorizationDecision check(Supplier<Authentication> caller, RequestAuthorizationContext request) {
        return new AuthorizationDecision(caller.get().getPrincipal() instanceof Login login
                && login.system() != null
                && login.system().equals(request.getVariables().get("system")));
    }
}
