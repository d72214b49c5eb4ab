package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.util.function.ToDoubleFunction;

/**
 * What is measured of a run, with the decimals that are worth printing.
 */
enum Measure {

	SUCCESS("success %", 1, (run) -> 100.0 * run.successes() / run.requests()),

	P50("p50 s", 0, Run::p50),

	P99("p99 s", 0, Run::p99),

	CALLS("calls per request", 2, (run) -> (double) run.calls() / run.requests()),

	CHARGES("charges per success", 3, (run) -> (double) run.charges() / run.successes()),

	DOUBLE_CHARGES("double charges per 1000", 1, (run) -> 1000.0 * run.doubleCharges() / run.requests()),

	WASTED("wasted charges per 1000", 1, (run) -> 1000.0 * run.wasted() / run.requests()),

	SHARE("share left on the ill %", 1, (run) -> 100.0 * run.callsToIll() / run.calls()),

	EJECTED("to eject s", 0, Run::ejected),

	READMITTED("to readmit s", 0, Run::readmitted),

	AT_WORK("to half its share s", 0, Run::atWork),

	RECOVERED("to 95 % s", 0, Run::recovered);

	final String title;

	final int decimals;

	private final ToDoubleFunction<Run> value;

	Measure(String title, int decimals, ToDoubleFunction<Run> value) {
		this.title = title;
		this.decimals = decimals;
		this.value = value;
	}

	double of(Run run) {
		return this.value.applyAsDouble(run);
	}

}
