"""The pages: urls, views, forms, templates and the browser code."""
