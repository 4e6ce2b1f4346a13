//! The templates, and what they are filled with.

use std::sync::OnceLock;

use handlebars::Handlebars;
use serde_json::Value;

macro_rules! templates {
    ($($name:literal)*) => {
        [$(($name, include_str!(concat!("../../../templates/en/", $name, ".hbs")))),*]
    };
}

const TEMPLATES: [(&str, &str); 13] = templates! {
    "card" "chapeau" "definitions" "ending" "except" "items" "licensor-may" "must" "opening" "permit" "prohibit" "should" "withdraw"
};

/// A template filled. Every template is filled with all that it names; the tests fill each of them.
pub(in crate::render) fn fill(name: &str, values: &Value) -> String {
    static REGISTRY: OnceLock<Handlebars<'static>> = OnceLock::new();
    let registry = REGISTRY.get_or_init(|| {
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.register_escape_fn(handlebars::no_escape);
        for (name, text) in TEMPLATES {
            registry.register_template_string(name, text).expect("the templates are part of the program, and a test reads them");
        }
        registry
    });
    registry.render(name, values).expect("each template is filled with all that it names")
}
