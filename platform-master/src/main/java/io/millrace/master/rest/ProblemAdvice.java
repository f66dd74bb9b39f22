package io.millrace.master.rest;

import io.millrace.control.LeaderUnavailableException;
import io.millrace.control.MemberUnavailableException;
import io.millrace.control.UnknownCheckpointException;
import io.millrace.control.UnknownMemberException;
import io.millrace.control.UnknownTopologyException;
import io.millrace.master.live.TooManyListenersException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.reactive.result.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;

/**
 * Errors in the form of RFC 9457: what is wrong in {@code detail}, what to do in {@code remedy}. Messages of Millrace have
 * both halves, with a semicolon between them.
 */
@RestControllerAdvice
public final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    /** Time after which somebody may lead. */
    private static final String RETRY_SECONDS = "2";

    /** There is no such topology. */
    @ExceptionHandler
    Mono<ResponseEntity<Object>> unknown(UnknownTopologyException failure, ServerWebExchange exchange) {
        return unknown(failure, failure.nearest(), exchange);
    }

    /** There is no such application. */
    @ExceptionHandler
    Mono<ResponseEntity<Object>> unknown(UnknownApplicationException failure, ServerWebExchange exchange) {
        return unknown(failure, failure.nearest(), exchange);
    }

    /** There is nothing of that name. */
    @ExceptionHandler
    Mono<ResponseEntity<Object>> unknown(UnknownNameException failure, ServerWebExchange exchange) {
        return unknown(failure, failure.nearest(), exchange);
    }

    /** There is no such member. */
    @ExceptionHandler
    Mono<ResponseEntity<Object>> unknown(UnknownMemberException failure, ServerWebExchange exchange) {
        return problem(HttpStatus.NOT_FOUND, failure, exchange);
    }

    /** There is no such checkpoint. */
    @ExceptionHandler
    Mono<ResponseEntity<Object>> unknown(UnknownCheckpointException failure, ServerWebExchange exchange) {
        return problem(HttpStatus.NOT_FOUND, failure, exchange);
    }

    /** What was asked for makes no sense. */
    @ExceptionHandler
    Mono<ResponseEntity<Object>> wrong(WrongRequestException failure, ServerWebExchange exchange) {
        return problem(HttpStatus.BAD_REQUEST, failure, exchange);
    }

    /** Parameters are looked at late, when somebody asks for them. */
    @ExceptionHandler
    Mono<ResponseEntity<Object>> refused(ServerExchangeRejectedException failure, ServerWebExchange exchange) {
        return wrong(
                new WrongRequestException(
                        "Parameters hold control characters; send names and values of parameters that are text",
                        failure),
                exchange);
    }

    /** Whoever leads cannot be asked at the moment. */
    @ExceptionHandler
    Mono<ResponseEntity<Object>> unavailable(LeaderUnavailableException failure, ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        return problem(HttpStatus.SERVICE_UNAVAILABLE, failure, exchange);
    }

    /** A member cannot be asked at the moment. */
    @ExceptionHandler
    Mono<ResponseEntity<Object>> unavailable(MemberUnavailableException failure, ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        return problem(HttpStatus.SERVICE_UNAVAILABLE, failure, exchange);
    }

    /** What was asked for cannot be done now. */
    @ExceptionHandler(IllegalStateException.class)
    Mono<ResponseEntity<Object>> conflict(IllegalStateException failure, ServerWebExchange exchange) {
        return problem(HttpStatus.CONFLICT, failure, exchange);
    }

    /** There is no room. */
    @ExceptionHandler(TooManyListenersException.class)
    Mono<ResponseEntity<Object>> busy(TooManyListenersException failure, ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        return problem(HttpStatus.SERVICE_UNAVAILABLE, failure, exchange);
    }

    /** Something that nobody has thought of: told to the log, and not to the client. */
    @ExceptionHandler(Exception.class)
    Mono<ResponseEntity<Object>> unexpected(Exception failure, ServerWebExchange exchange) {
        if (exchange.getResponse().isCommitted() || DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            log.debug("Answer was cut off: path={}", exchange.getRequest().getPath(), failure);
            return Mono.empty();
        }
        log.error("Request has failed: path={}", exchange.getRequest().getPath(), failure);
        return problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                new IllegalStateException("The console has failed; its log says more"),
                exchange);
    }

    /** A parameter is not what it should be; says which, and what it could be. */
    @Override
    protected Mono<ResponseEntity<Object>> handleServerWebInputException(
            ServerWebInputException failure, HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        return WrongParameter.of(failure)
                .map(wrong -> problem(HttpStatus.BAD_REQUEST, new WrongRequestException(wrong, failure), exchange))
                .orElseGet(() -> super.handleServerWebInputException(failure, headers, status, exchange));
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleExceptionInternal(
            Exception failure,
            @Nullable Object body,
            @Nullable HttpHeaders headers,
            HttpStatusCode status,
            ServerWebExchange exchange) {
        HttpHeaders withType = new HttpHeaders();
        if (headers != null) {
            withType.putAll(headers);
        }
        withType.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        ProblemDetail own = failure instanceof ErrorResponse response ? response.getBody() : null;
        ProblemDetail problem = body instanceof ProblemDetail given ? given : own;
        if (problem != null && problem.getProperties() == null) {
            problem.setProperty("remedy", "Ask for an address of the REST API, in a way that it takes");
        }
        if (problem != null && problem.getDetail() == null) {
            problem.setDetail(
                    status.value() == HttpStatus.NOT_FOUND.value()
                            ? "There is nothing at this address"
                            : "Request is not what this address takes");
        }
        return super.handleExceptionInternal(failure, body, withType, status, exchange);
    }

    private Mono<ResponseEntity<Object>> unknown(
            RuntimeException failure, List<String> nearest, ServerWebExchange exchange) {
        ProblemDetail problem = describe(HttpStatus.NOT_FOUND, failure);
        problem.setProperty("nearest", nearest);
        return handleExceptionInternal(failure, problem, new HttpHeaders(), HttpStatus.NOT_FOUND, exchange);
    }

    private Mono<ResponseEntity<Object>> problem(HttpStatus status, Exception failure, ServerWebExchange exchange) {
        return handleExceptionInternal(failure, describe(status, failure), new HttpHeaders(), status, exchange);
    }

    private static ProblemDetail describe(HttpStatus status, Exception failure) {
        String message = String.valueOf(failure.getMessage());
        int half = message.indexOf("; ");
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(status, half < 0 ? message : message.substring(0, half));
        problem.setProperty("remedy", half < 0 ? "See the log of the application" : message.substring(half + 2));
        return problem;
    }
}
