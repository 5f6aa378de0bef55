//! Routes, each of which says who may come through it.

use std::convert::Infallible;

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter, on};

use crate::cookie;

/// Who may come through a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Door {
    /// Anybody.
    Public,
    /// The holder of a receipt.
    Receipt,
    /// A member signed in who may do the action of this name.
    Member(&'static str),
    /// A program with a token of this scope.
    Token(&'static str),
    /// Who runs the machine.
    Operator,
}

impl Door {
    /// The cookie that forms behind this door are bound to.
    #[must_use]
    pub const fn cookie(self) -> Option<&'static str> {
        match self {
            Self::Public => Some(cookie::DRAFT),
            Self::Receipt => Some(cookie::RECEIPT),
            Self::Member(_) | Self::Operator => Some(cookie::SESSION),
            Self::Token(_) => None,
        }
    }

    /// Whether pages behind it belong to the desk rather than to visitors.
    #[must_use]
    pub const fn is_desk(self) -> bool {
        matches!(self, Self::Member(_) | Self::Operator)
    }
}

/// One registered route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteEntry {
    /// The method; `GET` answers `HEAD` as well.
    pub method: Method,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// Who may come through.
    pub door: Door,
}

/// Routes with their doors. There is no way to register a route without one.
pub struct Routes<S> {
    router: Router<S>,
    entries: Vec<RouteEntry>,
}

impl<S: Clone + Send + Sync + 'static> Default for Routes<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// No routes yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            router: Router::new(),
            entries: Vec::new(),
        }
    }

    /// A page that is read.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, door: Door, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.on(Method::GET, path, door, handler)
    }

    /// A form that is sent.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, door: Door, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.on(Method::POST, path, door, handler)
    }

    /// Any other method.
    ///
    /// # Panics
    /// When the method is not one of HTTP's own, or the route is there already: faults of the program.
    #[must_use]
    pub fn on<H, T>(mut self, method: Method, path: &'static str, door: Door, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let filter = MethodFilter::try_from(method.clone()).expect("a method of HTTP's own");
        let route: MethodRouter<S, Infallible> = on(filter, handler);
        let marked = route.layer(from_fn(move |request, next| through(door, request, next)));
        self.router = self.router.route(path, marked);
        self.entries.push(RouteEntry { method, path, door });
        self
    }

    /// These routes and those.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.entries.extend(other.entries);
        self
    }

    /// All routes, for the test that walks them and for the reference.
    #[must_use]
    pub fn entries(&self) -> &[RouteEntry] {
        &self.entries
    }

    /// The router; [`crate::app`] puts the frame around it.
    pub fn into_router(self) -> Router<S> {
        self.router
    }
}

/// Handlers and the frame around them learn through which door a request came.
async fn through(door: Door, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(door);
    let mut response = next.run(request).await;
    response.extensions_mut().insert(door);
    response
}
