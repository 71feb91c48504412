//! The rulebook: catalogue, calendar and conventions, and the two questions it answers.

use crate::calendar::Calendar;
use crate::catalogue::{Catalogue, Standing};
use crate::conventions::Conventions;
use crate::deadlines::{self, DeadlineAnswer, DeadlineFacts};
use crate::delay::RepairLimits;
use crate::facts::{BadFacts, Claim, Facts};
use crate::family::RuleFamily;
use crate::province::Province;
use crate::quality::Cover;
use crate::ruling::Ruling;
use crate::{no_reason, quality, validate};
use jiff::civil::Date;

/// Everything a ruling is made with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rulebook {
    /// Products, periods and rates.
    pub catalogue: Catalogue,
    /// Rest days.
    pub calendar: Calendar,
    /// Readings.
    pub conventions: Conventions,
}

impl Rulebook {
    /// The rules shipped with the program.
    #[must_use]
    pub fn builtin() -> Self {
        Self { catalogue: Catalogue::builtin(), calendar: Calendar::builtin(), conventions: Conventions::default() }
    }

    /// A merchant's version laid over the built-in list: longer promises win, nothing falls below the law.
    #[must_use]
    pub fn with_catalogue(mut self, merchant: &Catalogue) -> Self {
        self.catalogue = merchant.laid_over(&Catalogue::builtin());
        self
    }

    /// Rules on one case. Pure: the same facts give the same ruling.
    pub fn rule(&self, facts: &Facts) -> Result<Ruling, BadFacts> {
        validate::check(facts)?;
        let mut ruling = match facts.claim {
            Claim::Quality => quality::rule(self, facts),
            Claim::NoReason => no_reason::rule(self, facts),
        }?;
        ruling.warnings.extend(facts.assumed_day.map(|assumed| assumed.warning().to_owned()));
        Ok(ruling)
    }

    /// What covers a unit on `facts.as_of`, without judging a claim. `replaced` names main parts with the day each was last
    /// replaced.
    ///
    /// # Errors
    /// When the facts contradict each other, or no day of sale is known.
    pub fn cover(&self, facts: &Facts, replaced: &[(String, Date)]) -> Result<Cover, BadFacts> {
        validate::check(facts)?;
        quality::cover(self, facts, replaced)
    }

    /// The limits on one stay with the repairer of these goods; `None` where the law sets none, or its figures are not held.
    #[must_use]
    pub fn repair_limits(&self, goods: &str, province: Option<&str>) -> Option<RepairLimits> {
        let province = Province::read(province);
        match self.catalogue.find(goods, &province).standing {
            Standing::Listed(entry) if entry.family != RuleFamily::MobilePhoneAccessory2001 => Some(entry.family.repair_limits(&province)),
            _ => None,
        }
    }

    /// Computes one deadline.
    pub fn deadline(&self, facts: &DeadlineFacts) -> Result<DeadlineAnswer, BadFacts> {
        deadlines::answer(facts, &self.calendar, self.conventions)
    }
}
