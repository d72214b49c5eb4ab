package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A promise about the design with four relays: the worst mean of a measure over some
 * faults stays on one side of a bound.
 *
 * @param title what is promised
 * @param measure what is measured
 * @param faults the faults it holds for
 * @param rate requests per second
 * @param atLeast whether the bound is the least that is allowed, else the most
 * @param bound the bound
 */
record Gate(String title, Measure measure, Set<Fault> faults, double rate, boolean atLeast, double bound) {

	private static final int RELAYS = 4;

	private static final Set<Fault> OUTAGE = EnumSet.of(Fault.ALL_REFUSED, Fault.ALL_500, Fault.ALL_HANG);

	private static final Set<Fault> ONE = EnumSet.complementOf(EnumSet.of(Fault.TWO_SLOW, Fault.ERRORS_ALL,
			Fault.LATE_ERRORS_ALL, Fault.ALL_REFUSED, Fault.ALL_500, Fault.ALL_HANG));

	private static final Set<Fault> BACK = EnumSet
		.complementOf(EnumSet.of(Fault.NONE, Fault.CANCEL_STORM, Fault.SWAPS));

	private static final Set<Fault> CUT = EnumSet.of(Fault.CUT_60);

	private static final Set<Fault> WELL = EnumSet.of(Fault.NONE);

	private static final Set<Fault> DEAD = EnumSet.of(Fault.REFUSED, Fault.BLACK_HOLE, Fault.INSTANT_500, Fault.HANG,
			Fault.SLOW, Fault.KEY_REVOKED, Fault.MODEL_REMOVED, Fault.DRAIN);

	private static final Set<Fault> LIMITED = EnumSet.of(Fault.ONE_SLOT, Fault.RETRY_AFTER, Fault.RETRY_AFTER_DATE);

	static List<Gate> all() {
		Set<Fault> uncut = EnumSet.copyOf(ONE);
		uncut.removeAll(CUT);
		return List.of(
				most("pictures paid twice, of 1000", Measure.DOUBLE_CHARGES, EnumSet.allOf(Fault.class), 0.05, 0),
				most("pictures paid twice, of 1000", Measure.DOUBLE_CHARGES, EnumSet.allOf(Fault.class), 0.5, 0),
				most("pictures paid twice, of 1000", Measure.DOUBLE_CHARGES, EnumSet.allOf(Fault.class), 1.2, 0),
				least("success % with a fault of one relay", Measure.SUCCESS, ONE, 0.05, 97.5),
				least("success % with a fault of one relay but the cut", Measure.SUCCESS, uncut, 0.5, 98.5),
				least("success % with the cut at 60 s", Measure.SUCCESS, CUT, 0.5, 97.5),
				least("success % with a fault of one relay", Measure.SUCCESS, ONE, 1.2, 98.5),
				most("share % left on a dead relay", Measure.SHARE, DEAD, 0.05, 10),
				most("share % left on a dead relay", Measure.SHARE, DEAD, 0.5, 5),
				most("share % left on a relay that answers 429", Measure.SHARE, LIMITED, 0.5, 15),
				most("calls per request while all are down", Measure.CALLS, OUTAGE, 0.05, 1.6),
				most("calls per request while all are down", Measure.CALLS, OUTAGE, 0.5, 1),
				most("seconds to 95 % after all were down", Measure.RECOVERED, OUTAGE, 0.05, 30),
				most("seconds to 95 % after all were down", Measure.RECOVERED, OUTAGE, 0.5, 30),
				most("seconds to readmit", Measure.READMITTED, BACK, 0.05, 900),
				most("seconds to readmit", Measure.READMITTED, BACK, 0.5, 600),
				most("p99 s when nothing fails", Measure.P99, WELL, 0.5, 60));
	}

	private static Gate least(String title, Measure measure, Set<Fault> faults, double rate, double bound) {
		return new Gate(title, measure, faults, rate, true, bound);
	}

	private static Gate most(String title, Measure measure, Set<Fault> faults, double rate, double bound) {
		return new Gate(title, measure, faults, rate, false, bound);
	}

	/** The fault that comes closest to the bound. */
	Fault worst(Results results) {
		Comparator<Fault> ascending = Comparator.comparingDouble((fault) -> mean(results, fault));
		return this.faults.stream().min(this.atLeast ? ascending : ascending.reversed()).orElseThrow();
	}

	double mean(Results results, Fault fault) {
		return results.estimate(this.measure, Contender.DESIGN, fault, this.rate, RELAYS).mean();
	}

	boolean holds(Results results) {
		double mean = mean(results, worst(results));
		return this.atLeast ? mean >= this.bound : mean <= this.bound;
	}

	@Override
	public String toString() {
		return "%s at %s calls/s, %s %s".formatted(this.title, this.rate, this.atLeast ? "at least" : "at most",
				this.bound);
	}

}
