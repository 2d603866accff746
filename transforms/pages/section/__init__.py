"""The section that an article stands in: crumbs, kickers, menus around its title."""
