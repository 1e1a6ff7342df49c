//! `robots.txt`: everybody may read everything that is published.

use std::sync::Arc;

use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::site::{Make, SitePath};

/// `robots.txt`
pub struct Robots;

impl Pages for Robots {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        vec![page(room, SitePath::new("robots.txt"), |room, _| {
            let mut text = String::from("User-agent: *\nAllow: /\n");
            if let Some(sitemap) = room.absolute(&SitePath::new("sitemap.xml")) {
                text.push_str(&format!("Sitemap: {sitemap}\n"));
            }
            Ok(text.into_bytes())
        })]
    }
}
