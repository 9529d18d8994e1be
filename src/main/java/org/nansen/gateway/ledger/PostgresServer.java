package org.nansen.gateway.ledger;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Where the server is that holds the ledger, and as whom the gateway comes to it. */
final class PostgresServer {

    private final String url;
    private final String user;
    private final @Nullable String password;

    private PostgresServer(String url, String user, @Nullable String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /**
     * @param password null where the server needs none (a client certificate, a local socket)
     * @throws Defect {@code NG-602} when this is no address, names no login, or leads to another machine without TLS
     */
    static PostgresServer of(String url, @Nullable String user, @Nullable String password) {
        if (user == null) {
            throw Defect.of(FaultCode.NG_602_SETTING, "gateway.ledger.user (PostgreSQL needs a login)");
        }
        PostgresServer server = new PostgresServer(url, user, password);
        refuseInsecure(server.source(""));
        return server;
    }

    /**
     * @param options settings of each session
     */
    PGSimpleDataSource source(String options) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            source.setUrl(url);
        } catch (IllegalArgumentException malformed) {
            throw Defect.of(FaultCode.NG_602_SETTING, "gateway.ledger.url (is no PostgreSQL URL)");
        }
        source.setUser(user);
        source.setPassword(password);
        source.setApplicationName("nansen-gateway");
        source.setConnectTimeout(5);
        source.setLoginTimeout(15);
        source.setTcpKeepAlive(true);
        source.setOptions(options);
        if (source.getServerNames().length > 1) {
            // Only the primary of a pair can be written to.
            source.setTargetServerType("primary");
        }
        return source;
    }

    /** People's data is sealed, but ids, codes and countries are not: they travel to another machine only in TLS. */
    private static void refuseInsecure(PGSimpleDataSource source) {
        String mode = source.getSslMode();
        for (String host : source.getServerNames()) {
            if (!isThisMachine(host) && !"verify-full".equals(mode)) {
                throw Defect.of(
                        FaultCode.NG_602_SETTING,
                        "gateway.ledger.url (" + PGProperty.SSL_MODE.getName()
                                + "=verify-full is needed for a server on another machine)");
            }
        }
    }

    private static boolean isThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
